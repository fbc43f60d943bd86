import type { Card, Judgement } from './card.ts';

/** What agents are counted and chosen by. An agent can be in several: interacting on queue, and over the limit. */
export const AGENT_STATES = [
  'on-queue',
  'interacting',
  'not-responding',
  'available',
  'busy',
  'away',
  'break',
  'meal',
  'offline',
  'other',
] as const;

export type CountedState = (typeof AGENT_STATES)[number];

/** By system presence. Source: the system presences that Genesys Cloud has, as events write them. */
const BY_PRESENCE: Readonly<Record<string, CountedState>> = {
  ON_QUEUE: 'on-queue',
  AVAILABLE: 'available',
  BUSY: 'busy',
  MEETING: 'busy',
  TRAINING: 'busy',
  AWAY: 'away',
  IDLE: 'away',
  BREAK: 'break',
  MEAL: 'meal',
  OFFLINE: 'offline',
};

export const presenceState = (systemPresence: string): CountedState =>
  (Object.hasOwn(BY_PRESENCE, systemPresence) ? BY_PRESENCE[systemPresence] : undefined) ?? 'other';

const isInteracting = ({ routing }: Card): boolean =>
  routing === 'INTERACTING' || routing === 'COMMUNICATING';

export const isNotResponding = ({ routing }: Card): boolean => routing === 'NOT_RESPONDING';

/** What an agent is counted as; nothing while nothing is known. */
export function statesOf(card: Card): readonly CountedState[] {
  const { presence } = card;
  return [
    ...(presence === null ? [] : [presenceState(presence.systemPresence)]),
    ...(isInteracting(card) ? (['interacting'] as const) : []),
    ...(isNotResponding(card) ? (['not-responding'] as const) : []),
  ];
}

/** How it stands is known: it was told, and nothing went unheard since. */
export const isKnown = (card: Card, { isStale }: Judgement): boolean =>
  card.standing !== 'unknown' && !isStale;

export interface Counts {
  readonly states: Readonly<Record<CountedState, number>>;
  readonly agents: number;
  readonly known: number;
  /** Of whom only is known how they stood some time ago. */
  readonly lastKnown: number;
  readonly over: number;
}

/** Counts agents; what was last known of them counts, and so does that it may be no longer so. */
export function countAgents(agents: Iterable<readonly [Card, Judgement]>): Counts {
  const states: Record<CountedState, number> = {
    'on-queue': 0,
    interacting: 0,
    'not-responding': 0,
    available: 0,
    busy: 0,
    away: 0,
    break: 0,
    meal: 0,
    offline: 0,
    other: 0,
  };
  let [all, known, lastKnown, over] = [0, 0, 0, 0];
  for (const [card, judgement] of agents) {
    all += 1;
    for (const state of statesOf(card)) states[state] += 1;
    if (isKnown(card, judgement)) known += 1;
    if (judgement.isStale) lastKnown += 1;
    if (judgement.level === 'over') over += 1;
  }
  return { states, agents: all, known, lastKnown, over };
}

export type Show = 'all' | CountedState | 'over' | 'unknown';

/** Whether an agent is among those that are to be shown. */
export function isShown(show: Show, card: Card, judgement: Judgement): boolean {
  if (show === 'all') return true;
  if (show === 'over') return judgement.level === 'over';
  if (show === 'unknown') return !isKnown(card, judgement);
  return statesOf(card).includes(show);
}
