import { describe, expect, it } from 'vitest';
import { bareReport } from '../../../../shared/model/connection-state.ts';
import type { RefreshReport, RefreshTally } from '../../../../shared/model/refresh.ts';
import { QUIET_CONNECTION, type ConnectionSlice } from '../../stores/connection.ts';
import { boardStatus } from './status.ts';

const MINUTE_MS = 60_000;
const none: RefreshTally = { total: 0, refreshed: 0, changed: 0, firstSeen: 0 };
const done = (people: RefreshTally): RefreshReport => ({
  phase: 'done',
  at: 10_000,
  summary: { gapIds: ['g1'], tookMs: 4000, people, queues: none, failures: [], notRecovered: [] },
});
const live = (refresh: RefreshReport | null): ConnectionSlice => ({
  ...QUIET_CONNECTION,
  report: { ...bareReport({ status: 'live', since: 0, renewal: null, concern: null }), refresh },
});
const found = done({ total: 46, refreshed: 46, changed: 3, firstSeen: 0 });

describe('the line over the board', () => {
  it('is empty while all is well', () => {
    expect(boardStatus(live(null), null, 1000)).toBeNull();
  });

  it('says as of when the board is, and after five minutes not to act on it', () => {
    const slice: ConnectionSlice = {
      ...QUIET_CONNECTION,
      report: bareReport({ status: 'offline', since: 0, retryAt: 0 }),
      troubleSince: 0,
    };
    expect(boardStatus(slice, null, MINUTE_MS)?.text).toMatch(/^Not live: as of /);
    expect(boardStatus(slice, null, 6 * MINUTE_MS)?.text).toMatch(/^Not live for .*: do not act on this\./);
  });

  it('counts while agents are refreshed', () => {
    const running = { phase: 'running', done: 31, people: 46, queues: 0 } as const;
    expect(boardStatus(live(running), null, 1000)).toEqual({
      kind: 'refreshing',
      text: 'Refreshing 31 of 46 agents',
      done: 31,
      total: 46,
    });
  });

  it('says what was found, until the user has seen it or it is no news any more', () => {
    const slice = { ...live(found), recovery: { at: 9000, blindMs: 39_000 } };
    expect(boardStatus(slice, null, 11_000)).toEqual({
      kind: 'back',
      text: 'Back after 39 s. 46 of 46 agents refreshed, 3 changed.',
      changed: 3,
      from: 6000,
      at: 10_000,
    });
    expect(boardStatus(slice, 10_000, 11_000)).toBeNull();
    expect(boardStatus(slice, null, 11 * MINUTE_MS)).toBeNull();
  });

  it('says nothing of a refresh of queues alone', () => {
    expect(boardStatus(live(done(none)), null, 11_000)).toBeNull();
  });
});
