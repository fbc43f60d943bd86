import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../../shared/genesys/wire.ts';
import { EMPTY_DIRECTORY } from '../../../../shared/model/directory.ts';
import { eventAt, gapAt } from '../../testing/events.ts';
import { createMatcher } from './filter.ts';

const directory = { ...EMPTY_DIRECTORY, users: { u1: 'Ana Ruiz' } };
const away = eventAt(1, {
  body: { note: 'Dentist' },
  changes: [
    {
      field: 'presence',
      from: null,
      to: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
      heldMs: null,
    },
  ],
});
const passes = (filter: string, entry = away): boolean | undefined =>
  createMatcher(filter, directory)?.(entry);

describe('the filter', () => {
  it('lets everything through while it is empty', () => {
    expect(createMatcher('  ', directory)).toBeNull();
  });

  it('finds names, topics, changes and bodies, in any case', () => {
    for (const text of ['ana ruiz', 'V2.users', 'Presence', 'away', 'dentist'])
      expect(passes(text)).toBe(true);
    expect(passes('Ben')).toBe(false);
  });

  it('wants every word, in any order', () => {
    expect(passes('away ana')).toBe(true);
    expect(passes('away ben')).toBe(false);
  });

  it('finds gaps by what they are and why', () => {
    expect(createMatcher('gap closed', directory)?.(gapAt(2))).toBe(true);
  });

  it('finds what was refreshed by that and by what changed, and the refresh as a whole', () => {
    const at = { position: 3, at: 3000 };
    const { subject, topic, changes } = away.event;
    const refreshed = createMatcher('refreshed ana away', directory);
    expect(
      refreshed?.({ ...at, type: 'refreshed', refreshed: { subject, topic, changes, since: null } }),
    ).toBe(true);
    const tally = { total: 2, refreshed: 2, changed: 1, firstSeen: 0 };
    const refresh = { gapIds: [], tookMs: 1, people: tally, queues: tally, failures: [], notRecovered: [] };
    expect(createMatcher('refresh agents 1 changed', directory)?.({ ...at, type: 'refresh', refresh })).toBe(
      true,
    );
  });

  it('finds an entry under its name once the directory knows it', () => {
    expect(createMatcher('ana', EMPTY_DIRECTORY)?.(away)).toBe(false);
    expect(passes('ana')).toBe(true);
  });

  it('survives a body nested deeper than can be printed', () => {
    let deep: JsonValue = {};
    for (let level = 0; level < 100_000; level += 1) deep = { deep };
    expect(passes('ana', eventAt(9, { body: deep }))).toBe(true);
  });
});
