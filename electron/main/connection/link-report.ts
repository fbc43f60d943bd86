import type {
  ConnectionReport,
  ConnectionState,
  EpochMs,
  OpenGap,
} from '../../../shared/model/connection-state.ts';
import type { Clock } from '../base/clock.ts';
import type { ChannelPool } from './channel-pool.ts';
import type { Service } from './service.ts';
import type { CoreState } from './state.ts';

/** What the connection tells about itself; the pipeline adds what it counts. */
export type LinkReport = Omit<ConnectionReport, 'duplicatesFolded' | 'malformedFrames' | 'refresh'>;

/** What is known beside the state. */
interface Facts {
  readonly topics: number;
  readonly isProbing: boolean;
  readonly renewals: number;
  readonly lastFrameAt: EpochMs | null;
  readonly roundTripMs: number | null;
}

/** Puts state and facts of one channel together as the window shows them. */
export function linkReport(
  { shown, attempts, gap, serving }: CoreState,
  { clock, service }: { readonly clock: Clock; readonly service: Service },
  channels: ChannelPool,
  { topics, isProbing, renewals, lastFrameAt, roundTripMs }: Facts,
): LinkReport {
  const now = clock.now();
  const token =
    serving === null
      ? null
      : {
          expiresAt: now + service.tokenEndsInMs(serving.tokenRef),
          renewsAt: now + service.tokenDueInMs(serving.tokenRef),
          renewals,
        };
  const channel =
    serving === null
      ? null
      : {
          expiresAt: now + channels.endsInMs(serving.channelRef),
          renewsAt: now + channels.dueInMs(serving.channelRef),
        };
  return {
    state: shown,
    attempts,
    openGap: gap === null ? null : openGap(gap),
    isProbing,
    lastFrameAt,
    roundTripMs,
    token,
    channel,
    shards: [{ topics, state: shown, channel }],
    channelsCreated: channels.created,
  };
}

function openGap({ from, cause, attempts, topics }: OpenGap): OpenGap {
  return { from, cause, attempts, topics };
}

/** The worse, the later: what the whole is said to be is what its worst part is. */
const FROM_GOOD_TO_BAD: readonly ConnectionState['status'][] = [
  'live',
  'signed-out',
  'stopped',
  'connecting',
  'opening-channel',
  'authorizing',
  'waiting',
  'offline',
  'failed',
];

/** The reports of several channels as one. The whole is live only when every part is. */
export function mergedReport(first: LinkReport, others: readonly LinkReport[]): LinkReport {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const worst = all.reduce((left, right) => (rank(right) > rank(left) ? right : left));
  const renewing = all.find(({ state }) => state.status === 'live' && state.renewal !== null);
  const concerned = all.find(({ state }) => state.status === 'live' && state.concern !== null);
  const state = [renewing, concerned].reduce<ConnectionState>(combined, worst.state);
  const soonest = all
    .filter(({ token }) => token !== null)
    .sort((left, right) => (left.channel?.renewsAt ?? 0) - (right.channel?.renewsAt ?? 0))[0];
  return {
    ...worst,
    state,
    attempts: Math.max(...all.map(({ attempts }) => attempts)),
    openGap: mergedGap(all),
    isProbing: all.some(({ isProbing }) => isProbing),
    token: soonest?.token ?? null,
    channel: soonest?.channel ?? null,
    shards: all.flatMap(({ shards }) => shards),
    channelsCreated: all.reduce((sum, { channelsCreated }) => sum + channelsCreated, 0),
    // Of parts, the whole is proven only until the part that was silent longest.
    lastFrameAt: extreme(
      Math.min,
      all.map(({ lastFrameAt }) => lastFrameAt),
    ),
    roundTripMs: extreme(
      Math.max,
      all.map(({ roundTripMs }) => roundTripMs),
    ),
  };
}

const rank = ({ state }: LinkReport): number => FROM_GOOD_TO_BAD.indexOf(state.status);

function combined(state: ConnectionState, part: LinkReport | undefined): ConnectionState {
  if (state.status !== 'live' || part?.state.status !== 'live') return state;
  return {
    ...state,
    renewal: state.renewal ?? part.state.renewal,
    concern: state.concern ?? part.state.concern,
  };
}

/** Open since the first part fell silent; about everything only when every part did. */
function mergedGap(all: readonly LinkReport[]): OpenGap | null {
  const gaps = all.flatMap(({ openGap }) => openGap ?? []);
  const earliest = gaps.reduce<OpenGap | null>(
    (left, right) => (left === null || right.from < left.from ? right : left),
    null,
  );
  if (earliest === null) return null;
  const isWhole = gaps.length === all.length;
  return { ...earliest, topics: isWhole ? null : gaps.flatMap(({ topics }) => topics ?? []) };
}

function extreme(of: (...values: number[]) => number, values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : of(...known);
}
