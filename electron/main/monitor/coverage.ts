import type { ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Profile } from '../../../shared/model/profile.ts';
import type { Clock } from '../base/clock.ts';
import type { CoverageLog } from '../history/coverage-log.ts';
import type { UnstoredRecord } from '../history/timeline-store.ts';

/** Coverage is noted at most this often; a crash makes the gap that follows longer by no more than this. */
const NOTE_EVERY_MS = 5_000;

const NOT_RUNNING: MonitorError = { code: 'app/not-running', message: 'Vigil was not running.' };
const DISCONNECTED: MonitorError = { code: 'app/disconnected', message: 'The session had been closed.' };

/**
 * Declares the losses of coverage that no session lives to see: between two sessions of a profile, and between two
 * runs of Vigil, whether it was closed or killed.
 */
export class Coverage {
  readonly #clock: Clock;
  readonly #log: CoverageLog;
  readonly #tell: (record: UnstoredRecord) => void;
  readonly #newId: () => string;
  readonly #onUnexpected: (thrown: unknown) => void;
  readonly #seenInThisRun = new Set<string>();
  #profileId: string | null = null;
  #wasLive = false;
  #isLive = false;
  #notedAt = 0;

  constructor(deps: {
    readonly clock: Clock;
    readonly log: CoverageLog;
    readonly tell: (record: UnstoredRecord) => void;
    readonly newId: () => string;
    readonly onUnexpected: (thrown: unknown) => void;
  }) {
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#tell = deps.tell;
    this.#newId = deps.newId;
    this.#onUnexpected = deps.onUnexpected;
  }

  /** A session of a profile begins. The practice org stands still when nobody is there: nothing is missed in it. */
  begin(profile: Profile): void {
    this.#profileId = profile.target.kind === 'practice' ? null : profile.id;
    this.#wasLive = false;
    this.#isLive = false;
  }

  /** Looks at what the session reports. `hasTopics`: where nothing is wanted, nothing is missed. */
  observe(report: ConnectionReport, hasTopics: boolean): void {
    if (this.#profileId === null) return;
    this.#isLive = report.state.status === 'live';
    if (!this.#isLive) return;
    const now = this.#clock.now();
    if (!this.#wasLive) this.#declare(this.#profileId, now, hasTopics);
    this.#wasLive = true;
    if (now - this.#notedAt >= NOTE_EVERY_MS) void this.#note(this.#profileId, report.lastFrameAt ?? now);
  }

  /** The session ends in order: it covered everything up to now, or has declared what it did not. */
  async end(): Promise<void> {
    const profileId = this.#profileId;
    this.#profileId = null;
    if (profileId !== null && this.#wasLive) await this.#note(profileId, this.#clock.now());
  }

  #declare(profileId: string, now: number, hasTopics: boolean): void {
    const from = this.#log.coveredUntil(profileId);
    const cause = this.#seenInThisRun.has(profileId) ? DISCONNECTED : NOT_RUNNING;
    this.#seenInThisRun.add(profileId);
    if (from === null || from >= now || !hasTopics) return;
    this.#tell({ at: now, type: 'gap', gap: { id: this.#newId(), from, to: now, cause, attempts: 0 } });
  }

  async #note(profileId: string, until: number): Promise<void> {
    this.#notedAt = this.#clock.now();
    try {
      await this.#log.note(profileId, until);
    } catch (thrown) {
      this.#onUnexpected(thrown);
    }
  }
}
