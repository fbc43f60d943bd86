import type {
  AgentState,
  Interaction,
  Known,
  PresenceValue,
  RoutingStatus,
  Standing,
} from '../../../../shared/model/agent.ts';
import type { StateLimit } from '../../../../shared/model/board.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { presenceLimit, routingLimit } from './limits/which-limit.ts';

/** A stretch that goes on, on this computer's clock. */
export interface Running {
  readonly since: EpochMs;
  /** The last moment at which it was known to go on; null when that is now. */
  readonly provenUntil: EpochMs | null;
}

export interface Limited extends Running {
  readonly limit: StateLimit;
}

/** What is known of an agent, put together for the board. It holds until something is heard: `judge` adds the time. */
export interface Card {
  readonly userId: string;
  readonly presence: PresenceValue | null;
  readonly routing: RoutingStatus | null;
  /** With `since` on this computer's clock. */
  readonly interactions: readonly Interaction[];
  readonly isOnQueue: boolean;
  /** What the time in state counts: on queue the routing status, else the presence. Null where nobody said since when. */
  readonly running: Running | null;
  readonly limited: readonly Limited[];
  /** That of its weakest value. */
  readonly standing: Standing | 'unknown';
  /** The last moment at which all of it was known to be so; null when that is now, or never was. */
  readonly asOf: EpochMs | null;
}

export interface CardContext {
  /** Those that hold in the group of the card. */
  readonly limits: readonly StateLimit[];
  /** How much the server's clock is ahead of this computer's. */
  readonly offsetMs: number;
}

const ON_QUEUE = 'ON_QUEUE';

export function cardOf(userId: string, agent: AgentState | undefined, context: CardContext): Card {
  const presence = agent?.presence ?? null;
  const routing = agent?.routing ?? null;
  const interactions = agent?.interactions ?? null;
  const isOnQueue = presence?.value.systemPresence === ON_QUEUE;
  const counted = isOnQueue ? (routing ?? presence) : (presence ?? routing);
  const values = [presence, routing, interactions].filter((value) => value !== null);
  const { offsetMs } = context;
  return {
    userId,
    presence: presence?.value ?? null,
    routing: routing?.value ?? null,
    interactions: (interactions?.value ?? []).map((interaction) => ({
      ...interaction,
      since: interaction.since === null ? null : interaction.since - offsetMs,
    })),
    isOnQueue,
    running: counted === null ? null : runningOf(counted, offsetMs),
    limited: [
      ...limitedBy(presence, offsetMs, (value) => presenceLimit(context.limits, value)),
      ...limitedBy(routing, offsetMs, (value) => routingLimit(context.limits, value)),
    ],
    ...trustIn(counted === null ? [] : values),
  };
}

function runningOf({ since, standing, asOf }: Known<unknown>, offsetMs: number): Running | null {
  if (since === null) return null;
  return { since: since - offsetMs, provenUntil: standing === 'last-known' ? asOf : null };
}

function limitedBy<T>(
  known: Known<T> | null,
  offsetMs: number,
  find: (value: T) => StateLimit | null,
): readonly Limited[] {
  const limit = known === null ? null : find(known.value);
  const running = known === null ? null : runningOf(known, offsetMs);
  return limit === null || running === null ? [] : [{ ...running, limit }];
}

/** A card is as good as its weakest value. */
function trustIn(values: readonly Known<unknown>[]): Pick<Card, 'standing' | 'asOf'> {
  if (values.length === 0) return { standing: 'unknown', asOf: null };
  const stale = values.filter(({ standing }) => standing === 'last-known');
  if (stale.length > 0) return { standing: 'last-known', asOf: Math.min(...stale.map(({ asOf }) => asOf)) };
  return {
    standing: values.some(({ standing }) => standing === 'refreshed') ? 'refreshed' : 'live',
    asOf: null,
  };
}

export type Level = 'ok' | 'warn' | 'over';

/** A card at a moment. */
export interface Judgement {
  readonly level: Level;
  /** How much of its limit is used, the nearest one where it has two; null where it has none. */
  readonly share: number | null;
  /** It is marked as of a time. */
  readonly isStale: boolean;
}

/** A short break in the line is not worth hatching the board for. */
const GRACE_MS = 10_000;

export const isStaleAt = ({ standing, asOf }: Pick<Card, 'standing' | 'asOf'>, now: EpochMs): boolean =>
  standing === 'last-known' && asOf !== null && now - asOf >= GRACE_MS;

/** The time until which it is known to have gone on: a limit is never passed in time that nobody heard. */
const provenMs = ({ since, provenUntil }: Running, now: EpochMs): number =>
  Math.max(0, (provenUntil ?? now) - since);

export function judge(card: Card, now: EpochMs): Judgement {
  let level: Level = 'ok';
  let share: number | null = null;
  for (const limited of card.limited) {
    const ms = provenMs(limited, now);
    const { warnAfterMs, overAfterMs } = limited.limit;
    if (ms >= overAfterMs) level = 'over';
    else if (ms >= warnAfterMs && level === 'ok') level = 'warn';
    share = Math.max(share ?? 0, ms / overAfterMs);
  }
  return { level, share, isStale: isStaleAt(card, now) };
}

/** What a timer counts. One that is stale stands at what is proven: since then it may have ended. */
export function elapsedMs(card: Pick<Card, 'running' | 'standing' | 'asOf'>, now: EpochMs): number | null {
  if (card.running === null) return null;
  return isStaleAt(card, now) ? provenMs(card.running, now) : Math.max(0, now - card.running.since);
}
