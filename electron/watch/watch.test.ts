import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { eventually, practiceRun, type PracticeRun } from '../main/testing/practice-run.ts';
import { RecordSchema, type CheckedRecord } from './record-schema.ts';
import { watch } from './watch.ts';

/** The command's loop over the practice org; every record is checked. */
function watched({ monitor }: PracticeRun) {
  const records: CheckedRecord[] = [];
  const said: string[] = [];
  const stop = new AbortController();
  const ended = watch(
    monitor,
    { record: (record) => records.push(v.parse(RecordSchema, record)), say: (line) => said.push(line) },
    stop.signal,
  );
  return { records, said, stop, ended };
}

const quick = { random: () => 0 };
function coverageOf(records: readonly CheckedRecord[]) {
  const last = records.at(-1);
  if (last?.type !== 'coverage') throw new Error('The last record tells of no coverage.');
  return last;
}

const isLive = (record: CheckedRecord): boolean => record.type === 'connection' && record.state === 'live';

describe('watching', () => {
  it('puts out every entry as a record, in order, and what people want to follow in words', async () => {
    const run = await practiceRun({ topicsOf: { aspect: 'presence', count: 1 }, world: quick });
    const { records, said, stop, ended } = watched(run);
    await run.seen.untilStatus('live');
    run.simulator.levers.pull({ lever: 'malformed', count: 1 });
    run.simulator.levers.pull({ lever: 'drop' });
    await eventually('live again', () => records.filter(isLive).length === 2);
    stop.abort();
    expect(await ended).toEqual({ reason: 'told-to-stop' });
    expect(records.map(({ type }) => type)).toEqual([
      ...run.seen.entries.map(({ type }) => type).filter((type) => type !== 'diagnostic'),
      'coverage',
    ]);
    const gap = records.find((record) => record.type === 'gap');
    expect(gap).toMatchObject({ category: 'network' });
    expect(records.at(-1)).toMatchObject({ gaps: 1, since: expect.any(String) as string });
    const { share, gapMs, coveredMs } = coverageOf(records);
    expect(share).toBeLessThan(1);
    expect(share).toBeCloseTo(coveredMs / (coveredMs + gapMs), 9);
    expect(said).toEqual(
      expect.arrayContaining([
        'Authorizing.',
        'Live.',
        'A frame could not be read: no JSON.',
        expect.stringMatching(/^The connection ended without a goodbye.* Next try in 0\.5 s\.$/),
        expect.stringMatching(/^Gap: nothing was received for \d+\.\d s\.$/),
        'Stopped.',
      ]),
    );
  });

  it('names refused topics in words, too', async () => {
    const run = await practiceRun({ topics: ['v2.users.nobody.shoesize'] });
    const { records, said, stop, ended } = watched(run);
    await eventually('the answer', () => records.some(({ type }) => type === 'subscription'));
    stop.abort();
    await ended;
    expect(said.find((line) => line.startsWith('Refused: v2.users.nobody.shoesize.'))).toBeDefined();
  });

  it('ends by itself when only the user can help', async () => {
    const run = await practiceRun({ topics: [], clientSecret: 'wrong', world: quick });
    const { records, ended } = watched(run);
    expect(await ended).toEqual({
      reason: 'failed',
      message: expect.stringContaining('client secret') as string,
    });
    expect(records.at(-1)).toMatchObject({ type: 'coverage', share: null, since: null });
    expect(records.at(-2)).toMatchObject({ type: 'connection', state: 'stopped' });
    expect(records.at(-3)).toMatchObject({ state: 'failed', cause: 'auth/invalid-client', httpStatus: 401 });
  });

  it('ends by itself when there is nothing to sign in with', async () => {
    const run = await practiceRun({ topics: [], clientSecret: null });
    expect(await watched(run).ended).toMatchObject({ reason: 'failed' });
  });

  it('does not begin when it was told to stop before', async () => {
    const run = await practiceRun({ topics: [] });
    const records: unknown[] = [];
    const output = { record: (record: unknown) => records.push(record), say: () => undefined };
    expect(await watch(run.monitor, output, AbortSignal.abort())).toEqual({ reason: 'told-to-stop' });
    expect(run.simulator.received.channels).toEqual([]);
  });

  it('puts out what came last before it ends', async () => {
    const run = await practiceRun({ topicsOf: { aspect: 'presence', count: 3 } });
    const { records, stop, ended } = watched(run);
    await run.seen.untilStatus('live');
    run.simulator.levers.pull({ lever: 'burst', count: 400, perSecond: 100_000 });
    await eventually('the burst', () => run.simulator.received.events.length >= 400);
    await run.seen.until('the first of it', () => run.seen.events.length > 0);
    stop.abort();
    await ended;
    expect(records.filter(({ type }) => type === 'event')).toHaveLength(run.seen.events.length);
    expect(records.at(-2)).toMatchObject({ state: 'stopped' });
    expect(records.at(-1)).toMatchObject({ type: 'coverage', share: 1, gapMs: 0, gaps: 0 });
  });
});
