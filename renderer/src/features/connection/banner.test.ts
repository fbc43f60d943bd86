import { describe, expect, it } from 'vitest';
import type { ConnectionReport, ConnectionState } from '../../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import { nextConnection, QUIET_CONNECTION, type ConnectionSlice } from '../../stores/connection.ts';
import { clockTime } from '../../wording/time.ts';
import { bannerView, tryNowRefusal } from './banner.ts';

const LOST_AT = new Date(2026, 10, 23, 14, 31, 2).getTime();
const closed: MonitorError = { code: 'socket/closed', message: 'It closed.', closeCode: 1006 };

const openGap = { from: LOST_AT, cause: closed, attempts: 2, topics: null };
const report = (state: ConnectionState, part: Partial<ConnectionReport> = {}): ConnectionReport => ({
  ...QUIET_CONNECTION.report,
  state,
  openGap,
  attempts: 2,
  ...part,
});
const live = report(
  { status: 'live', since: LOST_AT - 60_000, renewal: null, concern: null },
  { openGap: null, attempts: 0 },
);

/** What the window knows after being live and then in these states. */
const after = (...states: readonly ConnectionState[]): ConnectionSlice =>
  states.map((state) => report(state)).reduce(nextConnection, nextConnection(QUIET_CONNECTION, live));

const waiting = (retryAfterMs: number, cause = closed): ConnectionSlice =>
  after({ status: 'waiting', since: LOST_AT, attempt: 2, retryAt: LOST_AT + retryAfterMs, cause });
const connecting = after({ status: 'connecting', since: LOST_AT });

/** Of two channels the second is lost. */
const partOf = (state: ConnectionState, part: Partial<ConnectionReport> = {}): ConnectionSlice =>
  nextConnection(
    nextConnection(QUIET_CONNECTION, live),
    report(state, {
      shards: [
        { topics: 1000, state: live.state, channel: null },
        { topics: 500, state, channel: null },
      ],
      openGap: { ...openGap, topics: ['v2.a'] },
      ...part,
    }),
  );

describe('the connection banner while one of several channels is lost', () => {
  const wait = {
    status: 'waiting',
    since: LOST_AT,
    attempt: 2,
    retryAt: LOST_AT + 18_000,
    cause: closed,
  } as const;

  it('speaks of that part', () => {
    expect(bannerView(partOf(wait), LOST_AT)).toMatchObject({
      kind: 'part-lost',
      headline: 'Part of the connection to Genesys lost at 14:31:02 (connection closed).',
      affected:
        'Events of 500 of 1,500 topics are not arriving; the others are live. The timeline marks the gap.',
    });
  });

  it('does not tell of a loss where there was nothing yet', () => {
    expect(bannerView(partOf(wait, { openGap: null }), LOST_AT)).toMatchObject({
      headline: 'Part of the connection to Genesys is not open yet (connection closed).',
      affected: 'Events of 500 of 1,500 topics are not arriving; the others are live.',
    });
  });

  it('does not say of a failure that nothing arrives', () => {
    const failed = { status: 'failed', since: LOST_AT, cause: closed } as const;
    expect(bannerView(partOf(failed), LOST_AT)?.affected).toBe(
      'Vigil has stopped trying. Until this is fixed, events of 500 of 1,500 topics are not arriving; the others still are.',
    );
  });
});

describe('the connection banner', () => {
  it('warns while everything still arrives of an end that only the user can avert', () => {
    const cause = { code: 'auth/invalid-client', message: 'The client was rejected.' } as const;
    const channel = { expiresAt: LOST_AT + 3_600_000, renewsAt: LOST_AT };
    const ending = (retryAt: number | null) =>
      bannerView(
        nextConnection(
          QUIET_CONNECTION,
          report(
            { status: 'live', since: LOST_AT, renewal: null, concern: { cause, retryAt } },
            { openGap: null, channel },
          ),
        ),
        LOST_AT,
      );
    expect(ending(LOST_AT + 9_000)).toBeNull();
    expect(ending(null)).toMatchObject({
      kind: 'ending',
      headline: 'Live until 15:31:02 at the latest, but this connection cannot be renewed.',
      actions: ['edit-profile', 'reconnect'],
    });
  });

  it('does not offer to skip a wait that spares channels', () => {
    const budget = { code: 'channel/budget', message: 'Too many.', retryAfterMs: 60_000 } as const;
    expect(bannerView(waiting(60_000, budget), LOST_AT)?.refusal).toContain('other installs need');
  });

  it('leaves a blip and a quick reconnect alone', () => {
    expect(bannerView(connecting, LOST_AT + 1400)).toBeNull();
    expect(bannerView(connecting, LOST_AT + 4900)).toBeNull();
    expect(bannerView(waiting(1500), LOST_AT + 1400)).toBeNull();
  });

  it('shows after five seconds of reconnecting, and at once before a long wait', () => {
    expect(bannerView(connecting, LOST_AT + 5000)?.kind).toBe('lost');
    expect(bannerView(waiting(18_000), LOST_AT)?.kind).toBe('lost');
  });

  it('stays until the trouble is over, also while a try is under way', () => {
    const wait: ConnectionState = {
      status: 'waiting',
      since: LOST_AT,
      attempt: 2,
      retryAt: LOST_AT + 60_000,
      cause: closed,
    };
    const trying = after(wait, { status: 'connecting', since: LOST_AT + 800 });
    expect(bannerView(trying, LOST_AT + 800)?.kind).toBe('lost');
  });

  it('says what happened, since when, what Vigil does and when, what is affected and what can be done', () => {
    const view = bannerView(waiting(18_000), LOST_AT);
    expect(view?.headline).toBe('Connection to Genesys lost at 14:31:02 (connection closed).');
    expect(view?.doing?.shown).toBe('Trying again in 18 s (attempt 3)');
    expect(view?.affected).toContain('as of 14:31:02');
    expect(view?.actions).toEqual(['try-now']);
    expect(view?.details).toContain('closed 1006');
  });

  it('counts down to the deadline for the eyes and names its time for the ears', () => {
    const at = (ms: number) => bannerView(waiting(18_000), LOST_AT + ms)?.doing;
    expect(at(6000)?.shown).toContain('in 12 s');
    expect(at(13_001)?.shown).toContain('now…');
    expect(at(17_999)?.shown).toContain('now…');
    expect(at(6000)?.still).toBe(at(0)?.still);
    expect(at(0)?.still).toContain(clockTime(LOST_AT + 18_000));
  });

  it('says the same aloud however often it is tried', () => {
    const first = bannerView(waiting(18_000), LOST_AT);
    const later = bannerView(connecting, LOST_AT + 30_000);
    expect(later?.kind).toBe(first?.kind);
  });

  it('offers no hammering when Genesys asked for patience', () => {
    const slowed = waiting(60_000, {
      code: 'rate/limited',
      message: 'Too many requests.',
      retryAfterMs: 60_000,
    });
    const view = bannerView(slowed, LOST_AT);
    expect(view?.kind).toBe('slowed');
    expect(view?.refusal).toContain('asked us to wait until 14:32:02');
    expect(tryNowRefusal(slowed.report, LOST_AT)).toBe(view?.refusal);
    expect(tryNowRefusal(waiting(60_000).report, LOST_AT)).toBeNull();
  });

  it('waits for the network without blame', () => {
    const offline = after({ status: 'offline', since: LOST_AT, retryAt: LOST_AT + 30_000 });
    expect(bannerView(offline, LOST_AT + 1000)).toBeNull();
    expect(bannerView(offline, LOST_AT + 1500)?.doing?.shown).toBe(
      'Waiting for the network. Vigil will reconnect by itself.',
    );
  });

  it('names the fix at once and stays when only the user can help', () => {
    const cause: MonitorError = {
      code: 'auth/invalid-client',
      message: 'Check the client id, the secret and the region.',
    };
    const failed = after({ status: 'failed', since: LOST_AT, cause });
    for (const ms of [0, 3_600_000]) {
      const view = bannerView(failed, LOST_AT + ms);
      expect(view).toMatchObject({ kind: 'failed', tone: 'bad' });
      expect(view?.doing?.shown).toBe(cause.message);
      expect(view?.actions).toEqual(['edit-profile', 'connect']);
    }
  });

  it('offers no profile to edit for what a profile cannot fix', () => {
    const failed = after({
      status: 'failed',
      since: 0,
      cause: { code: 'practice/unavailable', message: 'It did not start.' },
    });
    expect(bannerView(failed, 1)?.actions).toEqual(['connect']);
  });

  it('tells for eight seconds how long nothing was seen', () => {
    const back: ConnectionSlice = {
      ...QUIET_CONNECTION,
      report: live,
      recovery: { at: LOST_AT, blindMs: 39_000 },
    };
    expect(bannerView(back, LOST_AT + 7999)?.headline).toBe('Back after 39 s.');
    expect(bannerView(back, LOST_AT + 8000)).toBeNull();
    expect(bannerView({ ...back, recovery: { at: LOST_AT, blindMs: 1400 } }, LOST_AT)).toBeNull();
  });

  it('tells how far the refresh is for as long as it runs, and says it aloud only when it is done', () => {
    const running = { phase: 'running', done: 31, people: 46, queues: 0 } as const;
    const back: ConnectionSlice = {
      ...QUIET_CONNECTION,
      report: { ...live, refresh: running },
      recovery: { at: LOST_AT, blindMs: 39_000 },
    };
    const view = bannerView(back, LOST_AT + 60_000);
    expect(view).toMatchObject({ kind: 'refreshing', headline: 'Back after 39 s.', spoken: null });
    expect(view?.doing?.shown).toBe('Refreshing 31 of 46 agents.');
    expect(view?.doing?.still).toBe('Refreshing.');
  });

  it('tells for eight seconds what the refresh found', () => {
    const nothing = { total: 0, refreshed: 0, changed: 0, firstSeen: 0 };
    const backWith = (refreshed: number): ConnectionSlice => ({
      ...QUIET_CONNECTION,
      report: {
        ...live,
        refresh: {
          phase: 'done',
          at: LOST_AT + 20_000,
          summary: {
            gapIds: ['g'],
            tookMs: 900,
            people: { total: 46, refreshed, changed: 3, firstSeen: 0 },
            queues: nothing,
            failures: refreshed === 46 ? [] : [{ kind: 'user', id: 'u', message: 'No.' }],
            notRecovered: [],
          },
        },
      },
      recovery: { at: LOST_AT, blindMs: 39_000 },
    });
    const view = bannerView(backWith(46), LOST_AT + 27_999);
    expect(view).toMatchObject({ kind: 'back', tone: 'ok', actions: ['show-gap'] });
    expect(view?.spoken).toBe('Back after 39 s. 46 of 46 agents refreshed, 3 changed.');
    expect(bannerView(backWith(46), LOST_AT + 28_000)).toBeNull();
    expect(bannerView(backWith(45), LOST_AT + 20_000)).toMatchObject({
      tone: 'warn',
      spoken: 'Back after 39 s. 45 of 46 agents refreshed, 3 changed. 1 could not be read: No.',
    });
    const earlier = { ...backWith(46), recovery: { at: LOST_AT + 60_000, blindMs: 39_000 } };
    expect(bannerView(earlier, LOST_AT + 60_000)?.doing).toBeNull();
  });

  it('is neutral after the user disconnected', () => {
    const view = bannerView(after({ status: 'stopped', since: LOST_AT }), LOST_AT);
    expect(view).toMatchObject({ kind: 'stopped', tone: 'neutral', actions: ['connect'] });
  });
});
