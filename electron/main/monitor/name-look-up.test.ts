import { describe, expect, it } from 'vitest';
import type { Subject } from '../../../shared/model/timeline.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { CALL, recordedApi } from '../genesys/recorded-api.ts';
import { NameLookUp } from './name-look-up.ts';
import type { Session } from './session.ts';

const user = (id: string): Subject => ({ kind: 'user', id });

/** An organisation whose list of people has one person, and that knows others by their ids. */
function lookUp(answer: (path: string) => object | null = () => null) {
  const clock = new ManualClock();
  const { context, asked } = recordedApi(({ path }) => {
    const { pathname, searchParams } = new URL(path, 'https://api.example.org');
    const named = answer(pathname);
    if (named !== null) return named;
    const ids = searchParams.getAll('id');
    if (pathname.endsWith('/wrapupcodes')) return { json: { entities: [{ id: 'w1', name: 'Sold' }] } };
    if (!pathname.endsWith('/users')) return { json: { entities: [] } };
    const entities = ids.length === 0 ? ['u1'] : ids.filter((id) => id !== 'gone');
    return { json: { entities: entities.map((id) => ({ id, name: `Name of ${id}` })) } };
  });
  const session: Pick<Session, 'call'> = { call: (perform) => perform(context, CALL) };
  return { clock, asked, names: new NameLookUp(session, clock) };
}

describe('the look-up of names', () => {
  it('begins with the lists of people, queues, presences and wrap-up codes', async () => {
    const { names, asked } = lookUp();
    expect(names.isDue).toBe(true);
    const { directory, notices } = await names.run();
    expect(directory).toMatchObject({ users: { u1: 'Name of u1' }, wrapUpCodes: { w1: 'Sold' } });
    expect(notices).toEqual([]);
    expect(asked).toHaveLength(4);
    expect(names.isDue).toBe(false);
  });

  it('asks once for each id that no list had, many at a time and not at once', async () => {
    const { names, asked, clock } = lookUp();
    await names.run();
    for (const id of ['u1', 'u2', 'gone', 'u2']) names.meet(user(id));
    expect(names.isDue).toBe(true);
    const { directory } = await names.run();
    expect(directory.users).toEqual({ u1: 'Name of u1', u2: 'Name of u2' });
    expect(asked).toHaveLength(5);
    for (const id of ['u2', 'gone', 'u3']) names.meet(user(id));
    expect(names.isDue).toBe(false);
    await clock.advance(10_000);
    expect(names.isDue).toBe(true);
    await names.run();
    expect(asked).toHaveLength(6);
    expect(asked.at(-1)?.path).toContain('id=u3');
    expect(asked.at(-1)?.path).not.toContain('gone');
  });

  it('says once what it may not read, and asks no more for it', async () => {
    const { names, asked, clock } = lookUp((path) =>
      path.endsWith('/wrapupcodes') ? { status: 403, json: { message: 'No permission.' } } : null,
    );
    const { notices } = await names.run();
    expect(notices).toMatchObject([{ id: 'names-wrap-up codes', severity: 'info' }]);
    await clock.advance(120_000);
    expect(names.isDue).toBe(false);
    expect(asked).toHaveLength(4);
  });

  it('never asks for conversations', async () => {
    const { names } = lookUp();
    await names.run();
    names.meet({ kind: 'conversation', id: 'c1' });
    expect(names.isDue).toBe(false);
  });
});
