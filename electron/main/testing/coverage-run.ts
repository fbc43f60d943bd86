import {
  bareReport,
  type ConnectionReport,
  type ConnectionState,
  type Gap,
  type OpenGap,
} from '../../../shared/model/connection-state.ts';
import type { Coverage as KnownCoverage } from '../../../shared/model/coverage.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { PRACTICE_PROFILE_ID } from '../../../shared/model/profile.ts';
import { judgeTrust, type Trust } from '../../../shared/model/trust.ts';
import { ManualClock } from '../base/manual-clock.ts';
import {
  createMemoryLedgers,
  type CoverageLedger,
  type CoverageLedgers,
} from '../history/coverage-ledger.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';
import { Coverage } from '../monitor/coverage.ts';

export const CLOSED: MonitorError = { code: 'socket/closed', message: 'It closed.' };

/** Runs of Vigil one after another on the same data, as `Coverage` sees them, by a clock that is moved by hand. */
export function coverageRuns(ledgers: CoverageLedgers = createMemoryLedgers()) {
  const clock = new ManualClock();
  let lastId = 0;
  let runs = 0;

  /** The ledger as the newest run sees it: one that was overtaken was killed, and writes nothing any more. */
  function ledgerOfRun(profileId: string): CoverageLedger {
    const mine = (runs += 1);
    const { stretches, latest, put } = ledgers.of(profileId);
    return {
      stretches,
      latest,
      put: (stretch) => {
        if (mine === runs) put(stretch);
      },
    };
  }

  /** One run of Vigil over what earlier ones left of a profile; it kills the one before. */
  function run(profileId = 'acme', drained: () => Promise<void> = () => Promise.resolve()) {
    const records: UnstoredRecord[] = [];
    const resumed: Gap[] = [];
    const views: KnownCoverage[] = [];
    const problems: unknown[] = [];
    const coverage = new Coverage({
      clock,
      profileId,
      ledger: ledgerOfRun(profileId),
      isPractice: profileId === PRACTICE_PROFILE_ID,
      tell: (written) => {
        if (written.type !== 'repeat') records.push(written);
      },
      drained,
      newId: () => `id-${String((lastId += 1))}`,
      changed: (known) => views.push(known),
      resumed: (gap) => resumed.push(gap),
      onUnwritable: (thrown) => problems.push(thrown),
    });
    const report = (state: ConnectionState, parts: Partial<ConnectionReport> = {}): ConnectionReport => ({
      ...bareReport(state),
      lastFrameAt: clock.now(),
      ...parts,
    });
    const live = (hasTopics = true, lastFrameAt = clock.now(), openGap: OpenGap | null = null): void => {
      const state = { status: 'live', since: clock.now(), renewal: null, concern: null } as const;
      coverage.observe(report(state, { lastFrameAt, openGap }), hasTopics);
    };
    const wait = (cause: MonitorError, openGap: OpenGap | null = null): void => {
      const state = {
        status: 'waiting',
        since: clock.now(),
        attempt: 1,
        retryAt: clock.now(),
        cause,
      } as const;
      coverage.observe(report(state, { openGap }), true);
    };
    const liveFor = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        live();
        await clock.advance(1_000);
      }
      live();
    };
    /** The connection loses coverage now, and has tried in vain for a while. */
    const lose = async (seconds: number): Promise<OpenGap> => {
      const gap: OpenGap = { from: clock.now(), cause: CLOSED, attempts: 2, topics: null };
      wait(CLOSED, gap);
      await clock.advance(seconds * 1_000);
      return gap;
    };
    const close = (gap: OpenGap): void => {
      coverage.record({
        at: clock.now(),
        type: 'gap',
        gap: { ...gap, id: `gap-${String(gap.from)}`, to: clock.now() },
      });
      live();
    };
    const gaps = (): readonly Gap[] =>
      records.flatMap((record) => (record.type === 'gap' ? [record.gap] : []));
    const trust = (): Trust => judgeTrust(coverage.current(), clock.now());
    return { coverage, records, gaps, resumed, views, problems, live, liveFor, wait, lose, close, trust };
  }
  return { clock, ledgers, run };
}
