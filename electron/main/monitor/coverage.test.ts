import { describe, expect, it } from 'vitest';
import {
  bareReport,
  type ConnectionReport,
  type ConnectionState,
} from '../../../shared/model/connection-state.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { createForgetfulCoverageLog, type CoverageLog } from '../history/coverage-log.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';
import { Coverage } from './coverage.ts';

const ACME: Profile = {
  id: 'acme',
  name: 'Acme',
  target: { kind: 'region', region: 'eu-west-1' },
  clientId: 'client',
  topics: ['v2.users.1.presence'],
};
const PRACTICE: Profile = { ...ACME, id: 'practice', target: { kind: 'practice' } };

function reportOf(state: ConnectionState, lastFrameAt: number | null = null): ConnectionReport {
  return { ...bareReport(state), lastFrameAt };
}

function setUp(log: CoverageLog = createForgetfulCoverageLog(), clock = new ManualClock()) {
  const records: UnstoredRecord[] = [];
  const coverage = new Coverage({
    clock,
    log,
    tell: (record) => records.push(record),
    newId: () => 'gap-1',
    onUnexpected: (thrown) => {
      throw thrown;
    },
  });
  const live = (hasTopics = true): void => {
    coverage.observe(reportOf({ status: 'live', since: clock.now(), renewal: null }, clock.now()), hasTopics);
  };
  return { coverage, records, clock, log, live };
}

describe('coverage between sessions', () => {
  it('says nothing when a profile is listened to for the first time', () => {
    const { coverage, records, live } = setUp();
    coverage.begin(ACME);
    live();
    expect(records).toEqual([]);
  });

  it('declares the time that Vigil was not running, from the last noted moment on', async () => {
    const log = createForgetfulCoverageLog();
    const clock = new ManualClock();
    const first = setUp(log, clock);
    first.coverage.begin(ACME);
    first.live();
    const lastNoted = clock.now();
    await clock.advance(3_600_000);

    // The first run never ended in order: it was killed.
    const second = setUp(log, clock);
    second.coverage.begin(ACME);
    second.coverage.observe(reportOf({ status: 'connecting', since: clock.now() }), true);
    expect(second.records).toEqual([]);
    second.live();
    expect(second.records).toMatchObject([
      { type: 'gap', gap: { from: lastNoted, to: clock.now(), cause: { code: 'app/not-running' } } },
    ]);
  });

  it('declares the time between two sessions of one run as disconnected', async () => {
    const { coverage, records, clock, live } = setUp();
    coverage.begin(ACME);
    live();
    await clock.advance(60_000);
    await coverage.end();
    const endedAt = clock.now();
    await clock.advance(10_000);
    coverage.begin(ACME);
    live();
    expect(records).toMatchObject([
      { gap: { from: endedAt, to: endedAt + 10_000, cause: { code: 'app/disconnected' } } },
    ]);
  });

  it('declares nothing twice while a session stays live or comes back', async () => {
    const { coverage, records, clock, log, live } = setUp();
    await log.note('acme', clock.now() - 1_000);
    coverage.begin(ACME);
    live();
    await clock.advance(20_000);
    coverage.observe(reportOf({ status: 'authorizing', since: clock.now() }), true);
    live();
    expect(records).toHaveLength(1);
  });

  it('notes how far it came every few seconds, so that a crash costs no more than that', async () => {
    const { coverage, clock, log, live } = setUp();
    coverage.begin(ACME);
    for (let second = 0; second < 60; second += 1) {
      live();
      await clock.advance(1_000);
    }
    expect(clock.now() - (log.coveredUntil('acme') ?? 0)).toBeLessThanOrEqual(6_000);
  });

  it('declares nothing where nothing was wanted, and nothing for the practice org', async () => {
    const { coverage, records, clock, log, live } = setUp();
    await log.note('acme', clock.now() - 60_000);
    await log.note('practice', clock.now() - 60_000);
    coverage.begin(ACME);
    live(false);
    coverage.begin(PRACTICE);
    live();
    expect(records).toEqual([]);
  });

  it('leaves the old mark when a session never became live', async () => {
    const { coverage, clock, log } = setUp();
    await log.note('acme', 1);
    coverage.begin(ACME);
    coverage.observe(reportOf({ status: 'authorizing', since: clock.now() }), true);
    await coverage.end();
    expect(log.coveredUntil('acme')).toBe(1);
  });
});
