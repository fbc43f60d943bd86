import { describe, expect, it } from 'vitest';
import type { ConnectionReport, ConnectionState } from '../../../shared/model/connection-state.ts';
import { nextConnection, QUIET_CONNECTION, type ConnectionSlice } from './connection.ts';

const cause = { code: 'socket/closed', message: 'Closed.' } as const;
const report = (state: ConnectionState, gapFrom: number | null = null): ConnectionReport => ({
  ...QUIET_CONNECTION.report,
  state,
  openGap: gapFrom === null ? null : { from: gapFrom, cause, attempts: 1, topics: null },
});
const live = (since: number): ConnectionReport =>
  report({ status: 'live', since, renewal: null, concern: null });
const through = (...reports: readonly ConnectionReport[]): ConnectionSlice =>
  reports.reduce(nextConnection, QUIET_CONNECTION);

describe('trouble with the connection', () => {
  it('is none while connecting for the first time', () => {
    expect(through(report({ status: 'authorizing', since: 1 })).troubleSince).toBeNull();
    const slice = through(report({ status: 'authorizing', since: 1 }), live(2));
    expect(slice).toMatchObject({ troubleSince: null, recovery: null });
  });

  it('begins when live ends and keeps its beginning through every attempt', () => {
    const slice = through(
      live(1000),
      report({ status: 'connecting', since: 5000 }, 4000),
      report({ status: 'waiting', since: 6000, attempt: 1, retryAt: 9000, cause }, 4000),
      report({ status: 'connecting', since: 9000 }, 4000),
    );
    expect(slice.troubleSince).toBe(5000);
  });

  it('begins with the first failure when there was no life before', () => {
    const slice = through(
      report({ status: 'authorizing', since: 1 }),
      report({ status: 'waiting', since: 50, attempt: 1, retryAt: 900, cause }),
    );
    expect(slice.troubleSince).toBe(50);
  });

  it('ends in a recovery that tells how long nothing was seen', () => {
    const slice = through(live(1000), report({ status: 'connecting', since: 5000 }, 4000), live(43_000));
    expect(slice).toMatchObject({ troubleSince: null, recovery: { at: 43_000, blindMs: 39_000 } });
  });

  it('is over without a recovery when the user disconnects', () => {
    const slice = through(
      live(1000),
      report({ status: 'connecting', since: 5000 }, 4000),
      report({ status: 'stopped', since: 6000 }),
    );
    expect(slice).toMatchObject({ troubleSince: null, recovery: null });
  });

  it('is none during a planned renewal', () => {
    const slice = through(
      live(1),
      report({ status: 'live', since: 1, renewal: 'channel', concern: null }),
      live(1),
    );
    expect(slice).toMatchObject({ troubleSince: null, recovery: null });
  });
});
