import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { RefreshReport } from '../../../shared/model/refresh.ts';
import type { TimelineRecord } from '../../../shared/model/timeline.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { toMonitorError } from '../base/failure.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import { performRead, type Answered } from './perform-read.ts';
import { planRefresh, readsForMissing, type Plan, type Read } from './plan.ts';
import { pause } from './request-rate.ts';
import { Tally, type Compare, type CompareInteractions } from './tally.ts';

export interface RefresherDeps {
  readonly clock: Clock;
  /** Makes a REST call with a usable token, when its turn has come. */
  readonly call: <T>(
    work: (context: RestContext, call: RestCall) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>;
  /** The topics that are subscribed to now. */
  readonly topics: () => readonly string[];
  readonly compare: Compare;
  readonly compareInteractions: CompareInteractions;
  readonly record: (record: Extract<TimelineRecord, { type: 'refreshed' | 'refresh' }>) => void;
  /** There is progress to look at. */
  readonly progressed: () => void;
  /** Where what nobody foresaw goes. */
  readonly onUnexpected: (thrown: unknown) => void;
}

/** A gap that is over. */
export interface ClosedGap {
  readonly id: string;
  /** The topics that went unheard; null for all of them. */
  readonly topics: readonly string[] | null;
}

/** So many requests are under way at once. */
const WORKERS = 4;
/** After a failure that may pass, and no longer than the service asks for. */
const RETRY_AFTER_MS = [1_000, 3_000, 9_000];
/** What could not be read all the same is read again this much later. */
const READ_AGAIN_AFTER_MS = 60_000;
const MAY_PASS = /^(net|rate)\/|^server\/unavailable$/;

/**
 * After a loss of coverage, fetches how the people and queues stand that went unheard, and tells what differs from
 * what was last known. One refresh runs at a time: a gap that closes meanwhile starts it anew for both. Whatever
 * fails in it is told at its end and is of no consequence for the connection.
 */
export class Refresher {
  readonly #deps: RefresherDeps;
  #gaps: readonly ClosedGap[] = [];
  #changed: ReadonlySet<string> = new Set();
  #run: AbortController | null = null;
  #report: RefreshReport | null = null;
  #isStopped = false;
  /** Topics whose subjects were read once, or could not be. */
  readonly #read = new Set<string>();
  /** Single topics of what could not be read and may be later. */
  readonly #unreadable = new Set<string>();
  #cancelReadingAgain: (() => void) | null = null;

  constructor(deps: RefresherDeps) {
    this.#deps = deps;
  }

  /** How the refresh that runs stands, or how the last one ended; null before the first. */
  get report(): RefreshReport | null {
    return this.#report;
  }

  /**
   * Everything is heard now. What nothing was read of yet is read without a word, so that the first gap finds
   * something to compare with: many people make no event all morning.
   */
  covered(): void {
    if (this.#isStopped || this.#run !== null) return;
    const unread = this.#deps.topics().filter((topic) => !this.#read.has(topic));
    if (unread.length > 0) this.#start((signal) => this.#learn(unread, signal));
  }

  gapClosed(gap: ClosedGap): void {
    if (this.#isStopped) return;
    this.coverageLost();
    this.#gaps = [...this.#gaps, gap];
    this.#start((signal) => this.#refresh(signal));
  }

  #start(work: (signal: AbortSignal) => Promise<void>): void {
    const run = new AbortController();
    this.#run = run;
    work(run.signal).catch((thrown: unknown) => {
      if (run.signal.aborted) return;
      this.#end(null);
      this.#deps.onUnexpected(thrown);
    });
  }

  /** All is lost again: what would be read now would be old. The refresh begins anew when this gap is over, too. */
  coverageLost(): void {
    this.#run?.abort(new DOMException('The refresh was given up.', 'AbortError'));
    this.#run = null;
    this.#cancelReadingAgain?.();
    this.#cancelReadingAgain = null;
    this.#forgetUnreadable();
    if (this.#report?.phase === 'running') this.#report = null;
  }

  #forgetUnreadable(): void {
    for (const topic of this.#read)
      if (expandTopic(topic).some((single) => this.#unreadable.has(single))) this.#read.delete(topic);
    this.#unreadable.clear();
  }

  #readAgainLater(): void {
    if (this.#unreadable.size === 0) return;
    this.#cancelReadingAgain ??= this.#deps.clock.schedule(READ_AGAIN_AFTER_MS, () => {
      this.#cancelReadingAgain = null;
      this.#forgetUnreadable();
      this.covered();
    });
  }

  /** Final: afterwards there is no request and no timer. */
  stop(): void {
    this.#isStopped = true;
    this.coverageLost();
  }

  async #learn(topics: readonly string[], signal: AbortSignal): Promise<void> {
    for (const topic of topics) this.#read.add(topic);
    const plan = planRefresh(topics);
    try {
      await this.#readAll(plan, new Tally(plan, this.#deps), signal, () => undefined);
      this.#run = null;
      this.#readAgainLater();
      this.covered();
    } finally {
      if (signal.aborted) for (const topic of topics) this.#read.delete(topic);
    }
  }

  async #refresh(signal: AbortSignal): Promise<void> {
    const { clock, record, topics, progressed } = this.#deps;
    const startedAt = clock.monotonic();
    const lost = unheard(this.#gaps, topics());
    for (const topic of lost) this.#read.add(topic);
    const plan = planRefresh(lost);
    const tally = new Tally(plan, this.#deps, this.#changed);
    this.#report = runningReport(tally);
    await this.#readAll(plan, tally, signal, () => {
      this.#changed = tally.changed;
      this.#report = runningReport(tally);
      progressed();
    });
    if (plan.wanted.length === 0 && plan.notRecovered.length === 0) {
      this.#end(null);
      return;
    }
    const gapIds = this.#gaps.map(({ id }) => id);
    const summary = tally.summary(gapIds, Math.round(clock.monotonic() - startedAt));
    record({ type: 'refresh', refresh: summary });
    this.#end({ phase: 'done', at: clock.now(), summary });
  }

  #end(report: RefreshReport | null): void {
    this.#gaps = [];
    this.#changed = new Set();
    this.#run = null;
    this.#report = report;
    this.#deps.progressed();
    this.#readAgainLater();
    this.covered();
  }

  /** What the reads of one round leave open is read in the next. */
  async #readAll(plan: Plan, tally: Tally, signal: AbortSignal, progressed: () => void): Promise<void> {
    for (let reads = [...plan.reads]; reads.length > 0;) {
      const [round, left]: [Read[], Read[]] = [reads, []];
      const work = async (): Promise<void> => {
        for (let read = round.shift(); read !== undefined; read = round.shift()) {
          left.push(...(await this.#settle(read, tally, signal)));
          progressed();
        }
      };
      await Promise.all(Array.from({ length: WORKERS }, work));
      reads = left;
    }
  }

  /** Sends a read and takes in what it gives; answers with the reads that are left to do for it. */
  async #settle(read: Read, tally: Tally, signal: AbortSignal): Promise<readonly Read[]> {
    const answer = await this.#ask(read, signal);
    signal.throwIfAborted();
    if (!('failure' in answer)) return this.#take(answer, read, tally);
    const { code, message } = answer.failure;
    const isForbidden = read.kind === 'interactions' && code === 'auth/forbidden';
    for (const { id, fact } of tally.missing(read)) {
      if (MAY_PASS.test(code)) for (const topic of tally.topicsOf(id, fact)) this.#unreadable.add(topic);
      if (isForbidden) tally.forbid(id, fact);
      else tally.fail(id, fact, message);
    }
    return [];
  }

  #take({ found, next }: Answered, read: Read, tally: Tally): readonly Read[] {
    for (const refreshed of tally.settle(found, next === null)) {
      this.#deps.record({ type: 'refreshed', refreshed });
    }
    if (next !== null) return [next];
    const missing = tally.missing(read);
    if (read.kind === 'users') return readsForMissing(missing);
    for (const { id, fact } of missing) tally.fail(id, fact, t('Genesys Cloud did not say.'));
    return [];
  }

  /** One request, again after a failure that may pass. Throws the signal's reason only. */
  async #ask(
    read: Read,
    signal: AbortSignal,
    attempt = 0,
  ): Promise<Answered | { readonly failure: MonitorError }> {
    try {
      return await this.#deps.call((context, call) => performRead(read, context, call), signal);
    } catch (thrown) {
      signal.throwIfAborted();
      const failure = toMonitorError(thrown);
      if (failure.code === 'internal/unexpected') this.#deps.onUnexpected(thrown);
      const retryAfterMs = RETRY_AFTER_MS[attempt];
      if (retryAfterMs === undefined || !MAY_PASS.test(failure.code)) return { failure };
      await pause(this.#deps.clock, Math.max(retryAfterMs, failure.retryAfterMs ?? 0), signal);
      return this.#ask(read, signal, attempt + 1);
    }
  }
}

/** What is subscribed to now, of what went unheard in one gap or another. */
function unheard(gaps: readonly ClosedGap[], topics: readonly string[]): readonly string[] {
  if (gaps.some((gap) => gap.topics === null)) return topics;
  // Topics may have been combined on their channel in another way than they were wished for.
  const singles = (some: readonly string[]): readonly string[] => some.flatMap(expandTopic);
  const lost = new Set(singles(gaps.flatMap((gap) => gap.topics ?? [])));
  return singles(topics).filter((topic) => lost.has(topic));
}

function runningReport(tally: Tally): RefreshReport {
  return {
    phase: 'running',
    done: tally.done,
    people: tally.countOf('user'),
    queues: tally.countOf('queue'),
  };
}
