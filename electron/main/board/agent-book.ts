import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type {
  AgentState,
  Interaction,
  Known,
  PresenceValue,
  RoutingStatus,
} from '../../../shared/model/agent.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { expandTopic } from '../../../shared/model/topic.ts';
import type { Comparison } from '../events/changes.ts';
import { agentTopicOf, type AgentFact, type AgentTopic, type Aspect } from './agent-facts.ts';
import { InteractionList } from './interaction-list.ts';
import { fetched, heard, lost, type Saying, type Telling, type Told } from './told.ts';

/** What a session tells of people, beside what it fetched. */
export type AgentFeed = Pick<AgentBook, 'hears' | 'coverageLost' | 'heard' | 'fetchedInteractions'>;

/** How to read so many topics is remembered; beyond that it is found anew. */
const MOST_TOPICS = 20_000;

const ASPECTS: readonly Aspect[] = ['presence', 'routing', 'outOfOffice', 'interactions'];

interface Person {
  readonly userId: string;
  presence: Told<PresenceValue> | null;
  routing: Told<RoutingStatus> | null;
  outOfOffice: Told<boolean> | null;
  readonly interactions: InteractionList;
  /** Is not what it was when changes were last taken. */
  isChanged: boolean;
}

/**
 * What is known of each person of one organisation, folded from events and look-ups in whatever order they come, doubled
 * or in part. A value that is older than one it has shown never comes back, and nothing is `live` while its topic
 * is not heard.
 */
export class AgentBook {
  readonly #people = new Map<string, Person>();
  readonly #states = new Map<string, AgentState>();
  #changed: Person[] = [];
  readonly #topics = new Map<string, AgentTopic | null>();
  #covered: ReadonlyMap<string, ReadonlySet<Aspect>> = new Map();

  /** Everybody of whom something is known, as it was when changes were last taken. */
  all(): readonly AgentState[] {
    return [...this.#states.values()];
  }

  /** Who is not what they were when this was last asked. */
  takeChanges(): readonly AgentState[] {
    const changed = this.#changed.map(stateOf);
    for (const state of changed) this.#states.set(state.userId, state);
    for (const person of this.#changed) person.isChanged = false;
    this.#changed = [];
    return changed;
  }

  /** From now on events of these topics are heard, and of no others; of the others they were until `asOf`. */
  hears(topics: readonly string[], asOf: EpochMs): void {
    const former = this.#covered;
    this.#covered = this.#aspectsOf(topics);
    for (const [userId, aspects] of former) {
      for (const aspect of aspects) if (!this.#isCovered(userId, aspect)) this.#lose(userId, aspect, asOf);
    }
  }

  /** These topics, or all for null, went unheard after `asOf`: what they tell of may have changed unseen. */
  coverageLost(topics: readonly string[] | null, asOf: EpochMs): void {
    if (topics === null) {
      for (const userId of this.#people.keys())
        for (const aspect of ASPECTS) this.#lose(userId, aspect, asOf);
      return;
    }
    for (const [userId, aspects] of this.#aspectsOf(topics)) {
      for (const aspect of aspects) this.#lose(userId, aspect, asOf);
    }
  }

  /** An event came at `at`, on this computer's clock. */
  heard(topic: string, body: JsonValue, at: EpochMs): void {
    this.#read(topic, body, at, heard);
  }

  /** A value was fetched, written as the body of the event that would have told of it. */
  fetched(topic: string, body: JsonValue, at: EpochMs): void {
    this.#read(topic, body, at, fetched);
  }

  /** All conversations of a person that are under way were fetched; says what they are against those that were known. */
  fetchedInteractions(
    userId: string,
    interactions: readonly Interaction[],
    at: EpochMs,
  ): Comparison['outcome'] {
    const person = this.#person(userId);
    this.#note(person);
    const list = person.interactions;
    const former = list.known();
    list.fetched(interactions, this.#telling(userId, 'interactions', at));
    if (former === null) return 'first-seen';
    return phasesOf(former) === phasesOf(list.known()) ? 'unchanged' : 'changed';
  }

  #read(topic: string, body: JsonValue, at: EpochMs, fold: typeof heard): void {
    const told = this.#topicOf(topic);
    if (told === null) return;
    for (const fact of told.read(body)) this.#take(told.userId, fact, at, fold);
  }

  #take(userId: string, fact: AgentFact, at: EpochMs, fold: typeof heard): void {
    const person = this.#person(userId);
    const telling = this.#telling(userId, fact.aspect, at);
    switch (fact.aspect) {
      case 'presence':
        person.presence = this.#folded(person, person.presence, fact, telling, fold);
        break;
      case 'routing':
        person.routing = this.#folded(person, person.routing, fact, telling, fold);
        break;
      case 'outOfOffice':
        person.outOfOffice = this.#folded(person, person.outOfOffice, fact, telling, fold);
        break;
      case 'interactions':
        if (person.interactions.heard(fact.part, telling)) this.#note(person);
    }
  }

  #folded<T>(
    person: Person,
    former: Told<T> | null,
    saying: Saying<T>,
    telling: Telling,
    fold: typeof heard,
  ): Told<T> {
    const now = fold(former, saying, telling);
    if (now !== former) this.#note(person);
    return now;
  }

  #note(person: Person): void {
    if (person.isChanged) return;
    person.isChanged = true;
    this.#changed.push(person);
  }

  #lose(userId: string, aspect: Aspect, asOf: EpochMs): void {
    const person = this.#people.get(userId);
    if (person === undefined) return;
    if (person.presence !== null && aspect === 'presence') person.presence = lost(person.presence, asOf);
    if (person.routing !== null && aspect === 'routing') person.routing = lost(person.routing, asOf);
    if (person.outOfOffice !== null && aspect === 'outOfOffice')
      person.outOfOffice = lost(person.outOfOffice, asOf);
    if (aspect === 'interactions') person.interactions.lost(asOf);
    this.#note(person);
  }

  #person(userId: string): Person {
    const known = this.#people.get(userId);
    if (known !== undefined) return known;
    const person: Person = {
      userId,
      presence: null,
      routing: null,
      outOfOffice: null,
      interactions: new InteractionList(),
      isChanged: false,
    };
    this.#people.set(userId, person);
    return person;
  }

  #telling(userId: string, aspect: Aspect, at: EpochMs): Telling {
    return { at, isCovered: this.#isCovered(userId, aspect) };
  }

  #isCovered(userId: string, aspect: Aspect): boolean {
    return this.#covered.get(userId)?.has(aspect) ?? false;
  }

  #aspectsOf(topics: readonly string[]): ReadonlyMap<string, ReadonlySet<Aspect>> {
    const all = new Map<string, Set<Aspect>>();
    for (const topic of topics.flatMap(expandTopic)) {
      const told = this.#topicOf(topic);
      if (told === null) continue;
      const aspects = all.get(told.userId) ?? new Set();
      for (const aspect of told.aspects) aspects.add(aspect);
      all.set(told.userId, aspects);
    }
    return all;
  }

  #topicOf(topic: string): AgentTopic | null {
    let told = this.#topics.get(topic);
    if (told === undefined) {
      if (this.#topics.size >= MOST_TOPICS) this.#topics.clear();
      told = agentTopicOf(topic);
      this.#topics.set(topic, told);
    }
    return told;
  }
}

function stateOf({ userId, presence, routing, outOfOffice, interactions }: Person): AgentState {
  return {
    userId,
    presence: presence && shown(presence),
    routing: routing && shown(routing),
    interactions: interactions.known(),
    outOfOffice: outOfOffice && shown(outOfOffice),
  };
}

/** Without what is of use for the folding only. */
function shown<T>({ value, since, standing, asOf }: Told<T>): Known<T> {
  return { value, since, standing, asOf };
}

const phasesOf = (known: Known<readonly Interaction[]> | null): string =>
  (known?.value ?? []).map(({ conversationId, phase }) => `${conversationId} ${phase}`).join('\n');
