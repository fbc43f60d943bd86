import type {
  ConnectionReport,
  ConnectionState,
  EpochMs,
  Gap,
  OpenGap,
} from '../../../shared/model/connection-state.ts';
import type { Coverage as KnownCoverage, LostStretch, Stretch } from '../../../shared/model/coverage.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { SHIFT_MS } from '../../../shared/model/trust.ts';
import type { Clock } from '../base/clock.ts';
import type { CoverageLedger } from '../history/coverage-ledger.ts';
import type { Written } from '../history/timeline-store.ts';
import { CoverageNotes } from './coverage-notes.ts';
import {
  disconnected,
  failureOf,
  gapOf,
  lostShare,
  lostStretch,
  notRunning,
  notRunningUnclear,
  provenUntil,
} from './loss.ts';

/** What goes on is noted this often; a crash makes the gap that follows longer by no more than this. */
const NOTE_EVERY_MS = 5_000;

export interface CoverageDeps {
  readonly clock: Clock;
  readonly profileId: string;
  readonly ledger: CoverageLedger;
  /** The practice org stands still when nobody is there: nothing is missed in it. */
  readonly isPractice: boolean;
  readonly newId: () => string;
  /** Puts a record on the timeline. */
  readonly tell: (written: Written) => void;
  /** Resolves when everything that was put on the timeline is stored and published. */
  readonly drained: () => Promise<void>;
  readonly changed: (coverage: KnownCoverage) => void;
  /** A session hears again after a loss that began before it. */
  readonly resumed: (gap: Gap) => void;
  /** The ledger cannot be written; said once until it can be again. */
  readonly onUnwritable: (thrown: unknown) => void;
}

type Calm = Extract<Stretch, { readonly kind: 'heard' | 'idle' }>;

/**
 * Accounts for all time since one profile was first listened to: what was heard, and what was lost and why. It takes
 * what the connection reports, and declares the losses that no session lives to see: between two sessions, and between
 * two runs of Vigil, whether it was closed or killed.
 */
export class Coverage {
  readonly #deps: CoverageDeps;
  readonly #notes: CoverageNotes;
  #isOpen = false;
  #isEnding = false;
  /** What goes on: heard or idle time, and a loss; both where only some topics were lost. */
  #calm: Calm | null = null;
  #loss: LostStretch | null = null;
  /** Whether the connection reported the loss: then it closes it by a record of its own. */
  #isReported = false;
  /** Reported losses that are over and whose record is still to come. */
  #unclosed: readonly LostStretch[] = [];
  /** What was noted last: up to its end something is known of the time. */
  #latest: Stretch | null = null;
  #cancelPulse: (() => void) | null = null;

  /** What an earlier run left open is taken up: Vigil was not running since. */
  constructor(deps: CoverageDeps) {
    this.#deps = deps;
    this.#notes = new CoverageNotes({
      ledger: deps.ledger,
      drained: deps.drained,
      turned: () => {
        deps.changed(this.current());
      },
      onUnwritable: deps.onUnwritable,
    });
    this.#latest = deps.ledger.latest();
    this.#loss = this.#takenUp();
    if (this.#loss === null) return;
    this.#latest = this.#loss;
    this.#notes.putNow(this.#loss);
  }

  /** What is known of the shift. */
  current(): KnownCoverage {
    const { profileId, ledger } = this.#deps;
    const ongoing = [this.#calm, this.#loss].flatMap((stretch) => stretch?.id ?? []);
    const since = this.#deps.clock.now() - SHIFT_MS;
    const stretches = ledger.stretches().filter(({ id, to }) => to >= since || ongoing.includes(id));
    return { profileId, stretches, ongoing };
  }

  /** A session begins; what it asks for first must come after this. `hasTopics`: whether it will want anything. */
  begin(hasTopics: boolean): void {
    this.#isOpen = true;
    const { ledger, isPractice } = this.#deps;
    const isUnknown = this.#latest === null || this.#latest.kind === 'idle';
    if (isUnknown && !isPractice && hasTopics) {
      // From here on something is wanted: were Vigil to end before it heard anything, that much is known.
      const now = this.#deps.clock.now();
      this.#latest = { kind: 'heard', id: this.#deps.newId(), from: now, to: now };
      this.#notes.putNow(this.#latest);
    }
    for (const stretch of ledger.stretches()) {
      if (stretch.kind === 'lost' && stretch.gapId === null && stretch.id !== this.#loss?.id)
        this.#declare(stretch);
    }
    this.#pulse();
  }

  /** Looks at what the session reports. `hasTopics`: where nothing is wanted, nothing is missed. */
  observe(report: ConnectionReport, hasTopics: boolean): void {
    if (!this.#isOpen) return;
    const { state, openGap } = report;
    const now = this.#deps.clock.now();
    const isCovered = openGap !== null && this.#covers(openGap, state);
    if (openGap !== null && !isCovered) this.#lose(openGap, report, now);
    const isPartial = openGap !== null && openGap.topics !== null && !isCovered;
    if (state.status === 'live' || isPartial) {
      if (openGap === null) this.#resume(now, hasTopics);
      this.#goOn(hasTopics ? 'heard' : 'idle', report.lastFrameAt ?? now, now);
    } else {
      this.#endCalm();
      if (openGap === null) this.#explain(state, report.attempts, now);
    }
  }

  /** Takes a record of the session to the timeline, and remembers its gaps. */
  record(record: Written): void {
    this.#deps.tell(record);
    if (record.type !== 'gap') return;
    const { gap } = record;
    const ongoing = this.#loss !== null && this.#isReported ? [this.#loss] : [];
    const reported = [...this.#unclosed, ...ongoing];
    // When it closes, more may be known of when it began than when it was reported.
    const open =
      reported.find(({ from }) => from === gap.from) ??
      reported.find(({ from, to }) => from <= gap.to && to >= gap.from);
    if (open?.id === this.#loss?.id) this.#loss = null;
    this.#unclosed = this.#unclosed.filter((loss) => loss !== open);
    const closed = lostStretch(open?.id ?? gap.id, gap, open?.share ?? 1, gap.to);
    this.#put({ ...closed, gapId: gap.id });
  }

  /** The session ends in order: until the next one, nothing is heard because somebody wanted it so. */
  async end(): Promise<void> {
    this.#cancelPulse?.();
    this.#isOpen = false;
    this.#closeOverdue();
    this.#endCalm();
    const last = this.#latest;
    const isMissed = last !== null && last.kind !== 'idle' && !this.#deps.isPractice;
    if (this.#loss === null && isMissed && !this.#isEnding) {
      this.#loss = this.#open(disconnected(), provenUntil(last), this.#deps.clock.now());
      this.#put(this.#loss);
    }
    await this.#notes.settled();
  }

  /**
   * Vigil is about to end, in order: from the last proof of life on, it will not have been running. What was lost up
   * to now keeps its own cause.
   */
  stop(): void {
    this.#isEnding = true;
    if (this.#loss !== null) this.#note({ ...this.#loss, to: this.#until(this.#loss) });
  }

  #takenUp(): LostStretch | null {
    const latest = this.#latest;
    if (this.#deps.isPractice || latest === null || latest.kind === 'idle') return null;
    const isUntold = latest.kind === 'lost' && latest.gapId === null;
    // A run that never came to hear anything is a part of the time before it.
    if (isUntold && latest.cause.code === 'app/not-running') return latest;
    const now = this.#deps.clock.now();
    const from = provenUntil(latest);
    // On a clock that was set back nobody can tell how long it was; that it was so is certain.
    return from <= now ? this.#open(notRunning(), from, now) : this.#open(notRunningUnclear(), now, now);
  }

  #open(cause: MonitorError, from: EpochMs, to: EpochMs): LostStretch {
    this.#isReported = false;
    const gap = { from, cause, attempts: 0, topics: null };
    return lostStretch(this.#deps.newId(), gap, 1, to);
  }

  /**
   * Whether a loss of everything goes on, of which this is a part: of several channels one was heard and lost again, and
   * another was not heard at all yet.
   */
  #covers(gap: OpenGap, state: ConnectionState): boolean {
    return this.#loss !== null && !this.#isReported && gap.topics !== null && state.status !== 'live';
  }

  /** The connection lost coverage, and may have said so before. */
  #lose(gap: OpenGap, report: ConnectionReport, now: EpochMs): void {
    const isPartial = gap.topics !== null;
    if (!isPartial) this.#endCalm();
    const share = lostShare(gap, report);
    if (!this.#isReported) {
      // What is back but for some topics is heard again, and theirs is a loss of its own.
      if (isPartial) this.#resume(now, true);
      else this.#endLoss(now, true);
    }
    const known = this.#loss;
    const id = known?.id ?? this.#deps.newId();
    // Of several channels one may be found lost after another that was lost later.
    const from = Math.min(known?.from ?? Infinity, gap.from);
    this.#loss = lostStretch(id, { ...gap, from }, share, now);
    this.#isReported = true;
    if (known?.share !== share) this.#put(this.#loss);
  }

  /** Nothing was heard yet in this session, and now it is known why not. */
  #explain(state: ConnectionState, attempts: number, now: EpochMs): void {
    const cause = failureOf(state);
    const loss = this.#loss;
    if (cause === null || loss === null) return;
    if (!isBetweenSessions(loss)) {
      this.#loss = { ...loss, attempts };
      return;
    }
    this.#endLoss(now, true);
    this.#loss = { ...this.#open(cause, Math.max(loss.from, now), now), attempts };
    this.#put(this.#loss);
  }

  #resume(now: EpochMs, hasTopics: boolean): void {
    const loss = this.#loss;
    const isOwn = !this.#isReported;
    this.#endLoss(now, hasTopics);
    if (loss !== null && hasTopics && isOwn) this.#deps.resumed(gapOf(loss.id, { ...loss, to: now }));
  }

  #endLoss(now: EpochMs, hasTopics: boolean): void {
    const loss = this.#loss;
    if (loss === null) return;
    this.#loss = null;
    const { id, from } = loss;
    const to = Math.max(from, now);
    if (this.#isReported) {
      this.#unclosed = [...this.#unclosed, { ...loss, to }];
      this.#put({ ...loss, to });
    } else if (hasTopics || !isBetweenSessions(loss)) this.#declare({ ...loss, to });
    else this.#put({ kind: 'idle', id, from, to });
  }

  /** Puts a loss that is over on the timeline, and notes then that it is there: at worst it is told twice. */
  #declare(loss: LostStretch): void {
    if (loss.to > loss.from) {
      this.#deps.tell({ at: this.#deps.clock.now(), type: 'gap', gap: gapOf(loss.id, loss) });
    }
    this.#put({ ...loss, gapId: loss.id });
  }

  #goOn(kind: Calm['kind'], provenAt: EpochMs, now: EpochMs): void {
    const to = kind === 'heard' ? provenAt : now;
    const calm = this.#calm;
    // A clock that was set back begins a stretch of its own.
    if (calm?.kind === kind && now >= calm.from) {
      this.#calm = { ...calm, to: Math.max(calm.from, to) };
      return;
    }
    this.#endCalm();
    this.#calm = { kind, id: this.#deps.newId(), from: now, to: Math.max(now, to) };
    this.#put(this.#calm);
  }

  #endCalm(): void {
    if (this.#calm !== null) this.#put(this.#calm);
    this.#calm = null;
  }

  /** A record that never came is made up for. */
  #closeOverdue(): void {
    for (const loss of this.#unclosed) this.#declare(loss);
    this.#unclosed = [];
  }

  #pulse(): void {
    this.#cancelPulse?.();
    this.#cancelPulse = this.#deps.clock.schedule(NOTE_EVERY_MS, () => {
      this.#closeOverdue();
      if (this.#calm !== null) this.#note(this.#calm);
      if (this.#loss !== null) {
        this.#loss = { ...this.#loss, to: this.#until(this.#loss) };
        this.#note(this.#loss);
      }
      this.#pulse();
    });
  }

  /** On a clock that was set back, no time has passed. */
  #until({ from }: LostStretch): EpochMs {
    return Math.max(from, this.#deps.clock.now());
  }

  /** Something came to its turn. */
  #put(stretch: Stretch): void {
    this.#latest = stretch;
    this.#notes.put(stretch, { isTurn: true });
  }

  /** Something goes on. */
  #note(stretch: Stretch): void {
    this.#latest = stretch;
    this.#notes.put(stretch, { isTurn: false });
  }
}

/** A loss that no session saw, and that a session therefore has to end. */
function isBetweenSessions({ cause }: LostStretch): boolean {
  return cause.code === 'app/not-running' || cause.code === 'app/disconnected';
}
