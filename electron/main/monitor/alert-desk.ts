import type { Candidate } from '../../../shared/filter/candidate.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import type { AlertRule } from '../../../shared/model/alert.ts';
import type { Board } from '../../../shared/model/board.ts';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import { AlertBook } from '../alerts/alert-book.ts';
import type { FiredMark } from '../alerts/alert-file.ts';
import type { Cooled } from '../alerts/cool-downs.ts';
import type { Fetched } from '../alerts/fetched-verdict.ts';
import { Latecomers } from '../alerts/latecomers.ts';
import { Memberships, type GroupMembers } from '../alerts/memberships.ts';
import { marksOf, withMarks } from '../alerts/fired-marks.ts';
import { notLiveDueAt, notLiveSince } from '../alerts/not-live-watch.ts';
import type { Occurrence } from '../alerts/occurrence.ts';
import { toLocalBy, type RuleRuns, type RunQuery } from '../alerts/rule-run.ts';
import { isOfSameState, isSameCondition } from '../alerts/rule-change.ts';
import type { RuleOutcome } from '../alerts/rule-watch.ts';
import type { Clock } from '../base/clock.ts';
import { createInOrder } from '../base/in-order.ts';
import type { Stored } from '../history/timeline-store.ts';
import type { Organisation } from './organisation.ts';

/** What a desk looks at of an organisation. */
export type DeskSource = Pick<Organisation, 'profileId' | 'report' | 'subscriptions' | 'directory'> & {
  readonly history: Pick<Organisation['history'], 'runRules'>;
  readonly timeline: Pick<Organisation['timeline'], 'drain'>;
  readonly board: Pick<Organisation['board'], 'clockOffset' | 'current'>;
};

export interface AlertDeskDeps {
  readonly clock: Clock;
  readonly source: DeskSource;
  /** What was told of in earlier runs, and in this one by earlier rules. */
  readonly fired: () => readonly FiredMark[];
  readonly cooled: (ruleId: string) => readonly (Cooled & { readonly at: EpochMs })[];
  readonly tell: (rule: AlertRule, outcome: RuleOutcome) => void;
  /** Data has not been live for too long. */
  readonly tellNotLive: (since: EpochMs) => void;
  /** A gap stands on the timeline, which began at this moment. */
  readonly gapStored: (from: EpochMs, position: number) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** How much of the past is gone through to know what goes on. */
const LOOK_BACK_MS = 24 * 3_600_000;
/** Something is due and waits for a proof of life. */
const LOOK_AGAIN_MS = 1_000;
/** The longest wait: the clock may be set meanwhile. */
const LONGEST_WAIT_MS = 60_000;

/** Watches the rules of one organisation: feeds its book, and minds the time. */
export class AlertDesk {
  readonly #deps: AlertDeskDeps;
  readonly #book: AlertBook;
  readonly #startedAt: EpochMs;
  readonly #inOrder = createInOrder();
  /** What earlier runs of Vigil have left is known. */
  #hasBegun = false;
  #rules: ReadonlyMap<string, AlertRule> = new Map();
  /** Those of them whose past has yet to be gone through. */
  #unread: ReadonlySet<string> = new Set();
  /** What was told of by those before; null before there are any rules. */
  #toldBefore: readonly FiredMark[] | null = null;
  #memberships: Memberships;
  #turnsAhead = 0;
  /** What came since rules were given that have yet to be turned to; null when all are. */
  #late: Latecomers | null = null;
  #lossCount = 0;
  #toldLoss = '';
  #notLiveSince: EpochMs | null = null;
  #isNotLiveTold = false;
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: AlertDeskDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
    this.#memberships = new Memberships(membersOf(deps.source.board.current()));
    this.#book = this.#emptyBook();
  }

  /** Watches these rules and no others. One that is new or another than before is judged from the past on. */
  async watch(rules: readonly AlertRule[]): Promise<void> {
    // From now on, as no past will tell what is fetched while this waits for its turn.
    this.#late ??= new Latecomers();
    this.#turnsAhead += 1;
    try {
      await this.#inOrder(() => this.#turnTo(rules));
    } finally {
      this.#turnsAhead -= 1;
      if (this.#turnsAhead === 0) this.#late = null;
    }
  }

  async #turnTo(rules: readonly AlertRule[]): Promise<void> {
    if (this.#isStopped) return;
    const former = this.#rules;
    const told = this.fired() ?? this.#deps.fired();
    const next = new Map(rules.map((rule) => [rule.id, rule]));
    const isToBegin = (rule: AlertRule): boolean =>
      this.#unread.has(rule.id) || !isSameCondition(former.get(rule.id), rule);
    const changed = rules.filter(isToBegin);
    const goesOn = (rule: AlertRule): boolean =>
      !this.#unread.has(rule.id) && isOfSameState(former.get(rule.id), rule);
    const lasting = changed.filter((rule) => rule.forMs > 0 && !goesOn(rule));
    const going = this.#book.occurrences();
    // What is settled thereby is told of by the rules as they were.
    for (const id of former.keys()) {
      const rule = next.get(id);
      if (rule === undefined || isToBegin(rule)) this.#book.forget(id);
    }
    this.#rules = next;
    this.#unread = new Set(lasting.map(({ id }) => id));
    this.#toldBefore = told.filter(({ ruleId }) => this.#unread.has(ruleId));
    for (const rule of changed) {
      if (lasting.includes(rule)) continue;
      const occurrences = rule.forMs === 0 ? [] : (going.get(rule.id) ?? []);
      this.#begin(this.#book, rule, occurrences.map(heldByNobody));
    }
    if (lasting.length > 0) await this.#catchUp(lasting);
    this.#hasBegun ||= this.#unread.size === 0;
    this.#look();
  }

  stored(stored: readonly Stored[]): void {
    for (const each of stored) {
      const candidate = candidateOf(each);
      this.#late?.take(candidate);
      this.#book.take(candidate);
      if (each.entry.type === 'gap') this.#deps.gapStored(each.entry.gap.from, each.entry.position);
    }
    this.#look();
  }

  /** What is fetched is judged after whatever came before it. */
  fetched(fetched: Fetched): void {
    const losses = this.#lossCount;
    this.#deps.source.timeline
      .drain()
      .then(() => {
        if (losses !== this.#lossCount) return;
        this.#late?.fetched(fetched);
        this.#book.fetched(fetched);
        this.#look();
      })
      .catch(this.#deps.onUnexpected);
  }

  /** Groups have others in them than before. */
  boardChanged(board: Board): void {
    this.#memberships = new Memberships(membersOf(board));
    this.#look();
  }

  connection(report: ConnectionReport): void {
    const { clock, source } = this.#deps;
    const { openGap } = report;
    const told = openGap === null ? '' : `${String(openGap.from)} ${openGap.topics?.join() ?? ''}`;
    if (told !== this.#toldLoss) {
      this.#toldLoss = told;
      if (openGap === null) this.#coveredAgain(clock.now());
      else {
        this.#lossCount += 1;
        this.#book.coverageLost(openGap.from, openGap.topics);
      }
    }
    const hasTopics = source.subscriptions().length > 0;
    const since = notLiveSince(this.#notLiveSince, report, { hasTopics, now: clock.now() });
    if (since === null) this.#isNotLiveTold = false;
    this.#notLiveSince = since;
    this.#look();
  }

  /** Of what goes on, or may go on, what was told of; null before there are any rules. */
  fired(): readonly FiredMark[] | null {
    if (this.#toldBefore === null) return null;
    return [...this.#toldBefore, ...marksOf(this.#book.occurrences(), this.#deps.source.profileId)];
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
    this.#cancel = null;
  }

  /** The record of the gap is on its way; only after it is known what was lost. */
  #coveredAgain(at: EpochMs): void {
    this.#deps.source.timeline
      .drain()
      .then(() => {
        if (this.#toldLoss === '') this.#book.covered(at);
      })
      .catch(this.#deps.onUnexpected);
  }

  #emptyBook(): AlertBook {
    const { clock, source, tell } = this.#deps;
    return new AlertBook({
      names: source.directory,
      memberships: () => this.#memberships,
      now: clock.now,
      toLocal: (serverMs) => toLocalBy(offsetOf(source))(serverMs),
      isToldOfFetched: true,
      tell: (ruleId, outcome) => {
        const rule = this.#rules.get(ruleId);
        if (rule !== undefined) tell(rule, outcome);
      },
    });
  }

  /** Goes through the past of some rules, and on with what goes on there. Where that fails, they begin with nothing. */
  async #catchUp(rules: readonly AlertRule[]): Promise<void> {
    const { clock, source } = this.#deps;
    this.#late?.pastBegins();
    const since = this.#hasBegun ? this.#startedAt : clock.now() - LOOK_BACK_MS;
    // No session of this run has heard what was before it.
    const query = { rules, since, cutOffAt: this.#startedAt, ...worldOf(source) };
    const found = await source.history.runRules(query).catch((thrown: unknown): RuleRuns | null => {
      this.#deps.onUnexpected(thrown);
      return null;
    });
    if (this.#isStopped) return;
    const going = this.#goneOn(rules, found);
    if (found !== null) [this.#unread, this.#toldBefore] = [new Set(), []];
    for (const rule of rules) this.#begin(this.#book, rule, going.get(rule.id) ?? []);
  }

  /** What goes on after all that came late: by a book of its own, which takes each loss of coverage in its place. */
  #goneOn(rules: readonly AlertRule[], found: RuleRuns | null): ReturnType<AlertBook['occurrences']> {
    const book = this.#emptyBook();
    for (const rule of rules) {
      const going = found?.runs.find(({ id }) => id === rule.id)?.going ?? [];
      this.#begin(book, rule, withMarks(going, rule.id, this.#toldBefore ?? []));
    }
    this.#late?.tell(book, found?.upTo ?? 0);
    return book.occurrences();
  }

  #begin(book: AlertBook, rule: AlertRule, going: readonly Occurrence[]): void {
    const parsed = parseFilter(rule.filter);
    if (!parsed.ok) return;
    const watch = book.watch({ ...rule, filter: parsed.filter }, going);
    watch.coverageLost();
    for (const { at, ...what } of this.#deps.cooled(rule.id)) watch.coolDown(what, at);
  }

  /** Looks at what is due, and when to look again. */
  #look(): void {
    if (this.#isStopped) return;
    this.#cancel?.();
    this.#cancel = null;
    const now = this.#deps.clock.now();
    this.#book.advance({ heardUntil: heardUntil(this.#deps.source.report()), now });
    this.#lookAtNotLive(now);
    const dueAt = Math.min(this.#book.nextDueAt() ?? Infinity, this.#notLiveDueAt());
    if (dueAt === Infinity) return;
    const waitMs = dueAt > now ? Math.min(dueAt - now, LONGEST_WAIT_MS) : LOOK_AGAIN_MS;
    this.#cancel = this.#deps.clock.schedule(waitMs, () => {
      this.#look();
    });
  }

  #notLiveDueAt(): EpochMs {
    return this.#notLiveSince === null || this.#isNotLiveTold ? Infinity : notLiveDueAt(this.#notLiveSince);
  }

  #lookAtNotLive(now: EpochMs): void {
    if (this.#notLiveSince === null || now < this.#notLiveDueAt()) return;
    this.#isNotLiveTold = true;
    this.#deps.tellNotLive(this.#notLiveSince);
  }
}

/** How much the server's clock is ahead; null while that has not been measured. */
const offsetOf = ({ board }: Pick<DeskSource, 'board'>): number | null =>
  board.clockOffset()?.offsetMs ?? null;

const membersOf = ({ groups }: Pick<Board, 'groups'>): readonly GroupMembers[] =>
  groups.map(({ source: { kind, id }, members }) => ({ group: { kind, id }, userIds: members ?? [] }));

/** What the history has to know of the organisation to judge rules by. */
export const worldOf = (source: Pick<DeskSource, 'board'>): Pick<RunQuery, 'offsetMs' | 'members'> => ({
  offsetMs: offsetOf(source),
  members: membersOf(source.board.current()),
});

/** How far everything is proven to have been heard. */
function heardUntil({ openGap, lastFrameAt }: ConnectionReport): EpochMs {
  const proven = lastFrameAt ?? 0;
  return openGap === null ? proven : Math.min(proven, openGap.from);
}

/** What its former rule held is settled with it. */
const heldByNobody = (occurrence: Occurrence): Occurrence => ({ ...occurrence, isHeld: false });

const candidateOf = ({ entry, arrival }: Stored): Candidate => ({ entry, body: arrival?.body });
