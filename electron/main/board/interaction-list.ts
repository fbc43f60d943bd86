import type { Interaction, Known, Standing } from '../../../shared/model/agent.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { fetchedPart, STAGE, type Part } from './part.ts';
import { standing, type Telling } from './told.ts';

interface Entry {
  readonly part: Part;
  /** When it was last put on hold, as far as that is known: a hold that is over does not come back. */
  readonly lastHold: EpochMs | null;
  /** Heard since coverage was last lost. */
  readonly isHeard: boolean;
}

/** So many conversations that are over are remembered of one person, so that nothing late brings them back. */
const MOST_OVER = 50;

/**
 * The conversations of one person. Events tell of one at a time; only a look-up tells of all, and so of those that
 * ended unheard. What was heard since coverage was lost, a look-up does not undo: its answer may be late, and the
 * service's own records may lag behind its events.
 */
export class InteractionList {
  readonly #entries = new Map<string, Entry>();
  #standing: Standing | null = null;
  #asOf: EpochMs = 0;
  #wasLost = false;

  /** Null where nothing was ever told of them. */
  known(): Known<readonly Interaction[]> | null {
    if (this.#standing === null) return null;
    const value = [...this.#entries.values()].flatMap(({ part }) => part.shown ?? []).sort(bySince);
    return { value, since: null, standing: this.#standing, asOf: this.#asOf };
  }

  /** True when something is not what it was. */
  heard(part: Part, telling: Telling): boolean {
    const isNews = this.#hear(part);
    const former = this.#standing;
    // After a loss there may be others: one event does not make the list whole.
    if (former !== 'last-known') this.#stand(standing(telling, true, this.#wasLost), telling.at);
    return isNews || this.#standing !== former;
  }

  /** Takes in all that are under way, as a look-up gave them. */
  fetched(interactions: readonly Interaction[], telling: Telling): void {
    const parts = new Map(interactions.map((each) => [each.conversationId, fetchedPart(each)]));
    for (const [id, { isHeard }] of this.#entries) if (!isHeard && !parts.has(id)) this.#entries.delete(id);
    for (const part of parts.values()) this.#fetch(part);
    const isHeard = [...this.#entries.values()].some((entry) => entry.isHeard);
    this.#stand(standing(telling, isHeard, this.#wasLost), telling.at);
  }

  lost(asOf: EpochMs): void {
    if (this.#standing === null) return;
    const isNews = this.#standing !== 'last-known';
    this.#stand('last-known', isNews ? Math.max(this.#asOf, asOf) : this.#asOf);
    this.#wasLost = true;
    for (const [id, entry] of this.#entries) this.#entries.set(id, { ...entry, isHeard: false });
  }

  #stand(now: Standing, asOf: EpochMs): void {
    this.#standing = now;
    this.#asOf = asOf;
  }

  #hear(part: Part): boolean {
    const { conversationId: id } = part;
    const former = this.#entries.get(id);
    if (former !== undefined && isOlder(part, former)) return false;
    const entry: Entry = {
      part: former === undefined ? part : keepingSince(part, former.part),
      lastHold: heldSince(part) ?? former?.lastHold ?? null,
      isHeard: true,
    };
    this.#entries.set(id, entry);
    if (part.stage === STAGE.over) this.#forgetOldestOver();
    return !isSameToSee(former?.part.shown ?? null, entry.part.shown);
  }

  #fetch(part: Part): void {
    const former = this.#entries.get(part.conversationId);
    const isNews =
      former === undefined ||
      (former.isHeard ? isLater(part.newest, former.part.newest) : !isOlder(part, former));
    if (!isNews) return;
    const lastHold = heldSince(part) ?? former?.lastHold ?? null;
    this.#entries.set(part.conversationId, { part, lastHold, isHeard: false });
  }

  #forgetOldestOver(): void {
    const over = [...this.#entries].filter(([, { part }]) => part.stage === STAGE.over);
    for (const [id] of over.slice(0, -MOST_OVER)) this.#entries.delete(id);
  }
}

/**
 * Whether something tells of an earlier moment than what is known. Each time somebody is brought into a conversation
 * there is one visit more, and within a visit its stages only go forward; where the visits are not told, as in what was
 * fetched, the times decide between stages. The end of a hold has no time of its own: there the later arrival decides.
 */
function isOlder(part: Part, { part: known, lastHold }: Entry): boolean {
  const areVisitsTold = part.visit !== null && known.visit !== null;
  if (areVisitsTold && part.visit !== known.visit) return part.visit < known.visit;
  if (part.stage !== known.stage)
    return areVisitsTold ? part.stage < known.stage : isLater(known.newest, part.newest);
  const held = heldSince(part);
  if (held === null || lastHold === null) return false;
  return held < lastHold || (held === lastHold && heldSince(known) === null);
}

const isLater = (one: EpochMs | null, other: EpochMs | null): boolean =>
  one !== null && other !== null && one > other;

const heldSince = ({ shown }: Part): EpochMs | null => (shown?.phase === 'held' ? shown.since : null);

/** The topics of a conversation differ in the times that they bring. */
function keepingSince(part: Part, former: Part): Part {
  if (part.shown === null || part.shown.since !== null) return part;
  const since = former.shown?.phase === part.shown.phase ? former.shown.since : null;
  return { ...part, shown: { ...part.shown, since } };
}

function isSameToSee(one: Interaction | null, other: Interaction | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function bySince(one: Interaction, other: Interaction): number {
  const [a, b] = [one.since ?? Infinity, other.since ?? Infinity];
  return a === b ? (one.conversationId < other.conversationId ? -1 : 1) : a - b;
}
