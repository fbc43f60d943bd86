import type { Candidate } from '../../../shared/filter/candidate.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import type { AlertRule } from '../../../shared/model/alert.ts';
import type { Board } from '../../../shared/model/board.ts';
import type { ConnectionReport, EpochMs } from '../../../shared/model/connection-state.ts';
import { AlertBook } from '../alerts/alert-book.ts';
import type { FiredMark } from '../alerts/alert-file.ts';
import type { Cooled } from '../alerts/cool-downs.ts';
import type { Fetched } from '../alerts/fetched-verdict.ts';
import { Memberships, type GroupMembers } from '../alerts/memberships.ts';
import { notLiveDueAt, notLiveSince } from '../alerts/not-live-watch.ts';
import type { Occurrence } from '../alerts/occurrence.ts';
import { toLocalBy, type RuleRuns, type RunQuery } from '../alerts/rule-run.ts';
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
  #caughtUp: Promise<void> = Promise.resolve();
  /** The past was gone through: what goes on is known. */
  #hasBegun = false;
  #rules: ReadonlyMap<string, AlertRule> = new Map();
  #memberships: Memberships;
  /** What came while the past of a rule is gone through; null when none is. */
  #late: Stored[] | null = null;
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
    this.#book = new AlertBook({
      names: deps.source.directory,
      memberships: () => this.#memberships,
      now: deps.clock.now,
      toLocal: (serverMs) => toLocalBy(offsetOf(deps.source))(serverMs),
      tell: (ruleId, outcome) => {
        const rule = this.#rules.get(ruleId);
        if (rule !== undefined) deps.tell(rule, outcome);
      },
    });
  }

  /** Watches these rules and no others. One that is new or another than before is judged from the past on. */
  watch(rules: readonly AlertRule[]): Promise<void> {
    this.#caughtUp = this.#inOrder(() => this.#turnTo(rules));
    return this.#caughtUp;
  }

  async #turnTo(rules: readonly AlertRule[]): Promise<void> {
    if (this.#isStopped) return;
    const former = this.#rules;
    const isFirst = !this.#hasBegun;
    this.#rules = new Map(rules.map((rule) => [rule.id, rule]));
    for (const id of former.keys()) if (!this.#rules.has(id)) this.#book.forget(id);
    const changed = rules.filter((rule) => !isSameCondition(former.get(rule.id), rule));
    for (const rule of changed) this.#begin(rule, []);
    const lasting = changed.filter(({ forMs }) => forMs > 0);
    if (lasting.length > 0) await this.#catchUp(lasting, isFirst);
    this.#hasBegun = true;
    this.#look();
  }

  stored(stored: readonly Stored[]): void {
    this.#late?.push(...stored);
    for (const each of stored) {
      this.#book.take(candidateOf(each));
      if (each.entry.type === 'gap') this.#deps.gapStored(each.entry.gap.from, each.entry.position);
    }
    this.#look();
  }

  /** What is fetched is judged after whatever came before it. */
  fetched(fetched: Fetched): void {
    const losses = this.#lossCount;
    Promise.all([this.#deps.source.timeline.drain(), this.#caughtUp])
      .then(() => {
        if (losses !== this.#lossCount) return;
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

  /** Of what goes on, what was told of; null while that is not known yet. */
  fired(): readonly FiredMark[] | null {
    if (!this.#hasBegun) return null;
    const { profileId } = this.#deps.source;
    return [...this.#book.occurrences()].flatMap(([ruleId, occurrences]) =>
      occurrences.flatMap(({ isFired, topic, entity, position, beganAt, since }) =>
        isFired ? [{ profileId, ruleId, topic, entity, position, beganAt, since }] : [],
      ),
    );
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

  /** Goes through the past of some rules, and on with what goes on there. */
  async #catchUp(rules: readonly AlertRule[], isFirst: boolean): Promise<void> {
    const { clock, source } = this.#deps;
    const late: Stored[] = [];
    this.#late = late;
    const since = isFirst ? clock.now() - LOOK_BACK_MS : this.#startedAt;
    const losses = this.#lossCount;
    const found = await source.history
      .runRules({ rules, since, ...worldOf(source) })
      .catch((thrown: unknown): RuleRuns | null => {
        this.#deps.onUnexpected(thrown);
        return null;
      });
    this.#late = null;
    if (this.#isStopped || found === null || losses !== this.#lossCount) return;
    for (const { id, going } of found.runs) {
      const rule = this.#rules.get(id);
      const asked = rules.find((one) => one.id === id);
      if (rule === undefined || !isSameCondition(asked, rule)) continue;
      const watch = this.#begin(rule, withMarks(going, id, this.#deps.fired()));
      // No session of this run has heard any of it.
      if (isFirst) watch?.cutOff(clock.now());
      for (const each of late.filter(({ entry }) => entry.position > found.upTo)) {
        watch?.take(candidateOf(each));
      }
    }
  }

  #begin(rule: AlertRule, going: readonly Occurrence[]): ReturnType<AlertBook['watch']> | null {
    const parsed = parseFilter(rule.filter);
    if (!parsed.ok) return null;
    const watch = this.#book.watch({ ...rule, filter: parsed.filter }, going);
    watch.coverageLost();
    for (const { at, ...what } of this.#deps.cooled(rule.id)) watch.coolDown(what, at);
    return watch;
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

/** What was told of by an earlier run is not told of again. */
function withMarks(
  going: readonly Occurrence[],
  ruleId: string,
  marks: readonly FiredMark[],
): readonly Occurrence[] {
  return going.map((occurrence) => {
    const { topic, entity, position } = occurrence;
    const mark = marks.find(
      (one) =>
        one.ruleId === ruleId && one.topic === topic && one.entity === entity && one.position === position,
    );
    if (mark === undefined) return { ...occurrence, isFired: false };
    return { ...occurrence, isFired: true, beganAt: mark.beganAt, since: mark.since };
  });
}

function isSameCondition(former: AlertRule | undefined, rule: AlertRule): boolean {
  if (former === undefined) return false;
  const conditionOf = ({ filter, forMs, coolDownMs, scope }: AlertRule): string =>
    JSON.stringify({ filter, forMs, coolDownMs, scope });
  return conditionOf(former) === conditionOf(rule);
}

const candidateOf = ({ entry, arrival }: Stored): Candidate => ({ entry, body: arrival?.body });
