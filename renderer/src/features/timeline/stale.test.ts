import { describe, expect, it } from 'vitest';
import { QUIET_CONNECTION, type ConnectionSlice } from '../../stores/connection.ts';
import { staleText } from './stale.ts';

const AT = new Date(2026, 10, 23, 14, 31, 2).getTime();
const cause = { code: 'net/dns', message: '' } as const;
const lost: ConnectionSlice = {
  ...QUIET_CONNECTION,
  report: {
    ...QUIET_CONNECTION.report,
    state: { status: 'connecting', since: AT + 3000 },
    openGap: { from: AT, cause, attempts: 1, topics: null },
  },
  troubleSince: AT + 3000,
};

describe('the mark of a view that is not live', () => {
  it('comes after ten seconds and names the last true moment', () => {
    expect(staleText(lost, AT + 9999)).toBeNull();
    expect(staleText(lost, AT + 10_000)).toBe('Not live: as of 14:31:02');
  });

  it('warns against acting on it after five minutes', () => {
    expect(staleText(lost, AT + 300_000)).toBe('Not live for 5 m 00 s: do not act on this. As of 14:31:02');
  });

  it('does not say of what is live that it is not', () => {
    const live = { status: 'live', since: AT, renewal: null, concern: null } as const;
    const part = {
      ...lost,
      report: {
        ...lost.report,
        shards: [
          { topics: 1000, state: live, channel: null },
          { topics: 100, state: lost.report.state, channel: null },
        ],
      },
    };
    expect(staleText(part, AT + 9999)).toBeNull();
    expect(staleText(part, AT + 10_000)).toBe(
      '100 of 1,100 topics not live since 14:31:02; the others are live',
    );
    expect(staleText(part, AT + 300_000)).toBe(
      '100 of 1,100 topics not live for 5 m 00 s: do not act on them. The others are live',
    );
  });

  it('counts from the disconnection when the user disconnected', () => {
    const stopped: ConnectionSlice = {
      ...QUIET_CONNECTION,
      report: { ...QUIET_CONNECTION.report, state: { status: 'stopped', since: AT } },
    };
    expect(staleText(stopped, AT + 10_000)).toBe('Not live: as of 14:31:02');
  });

  it('is absent while live and before anything was ever shown', () => {
    const live = {
      ...lost,
      report: { ...lost.report, state: { status: 'live', since: AT, renewal: null, concern: null } as const },
    };
    expect(staleText(live, AT + 60_000)).toBeNull();
    expect(staleText(QUIET_CONNECTION, AT)).toBeNull();
  });
});
