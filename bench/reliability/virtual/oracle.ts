import type { Asked } from '../../../electron/main/connection/virtual-service.ts';
import type { WatchedSession } from './watched-session.ts';

/**
 * What contradicts the promises, in words, judged by the service's own log of what it sent, issued and was asked;
 * empty when nothing does.
 */
export function violationsOf(run: WatchedSession): readonly string[] {
  return [
    ...eventViolations(run),
    ...tokenViolations(run),
    ...channelViolations(run),
    ...stopViolations(run),
  ];
}

function eventViolations(run: WatchedSession): readonly string[] {
  const found: string[] = [];
  const stored = new Set(run.stored);
  const lost = run.sent.filter(({ seq, at }) => isOwed(run, at) && !stored.has(seq)).map(({ seq }) => seq);
  if (lost.length > 0) found.push(`R5, R8: ${lost.join()} were lost without a gap`);
  if (stored.size < run.stored.length) found.push('R6: an event was stored twice');
  const isOrdered = run.stored.every((seq, place) => place === 0 || seq > (run.stored[place - 1] ?? 0));
  if (run.isLatencyConstant && !isOrdered) found.push('R7: events are stored out of their order');
  if (run.gaps.length > run.disruptions) {
    found.push(`R8: ${String(run.gaps.length)} gaps after ${String(run.disruptions)} disruptions`);
  }
  return found;
}

/** How exactly a gap names its beginning: frames that come this close to each other are taken as one burst. */
const BURST_MS = 250;

/** Whether the client claims to have heard what was sent at a moment. What was on its way at an edge is either. */
function isOwed({ claims, gaps, mostLatencyMs }: WatchedSession, at: number): boolean {
  const isClaimed = claims.some(({ from, to }) => from <= at && at <= (to ?? Infinity) - mostLatencyMs);
  return isClaimed && !gaps.some(({ from, to }) => from - mostLatencyMs - BURST_MS <= at && at <= to);
}

function tokenViolations(run: WatchedSession): readonly string[] {
  const { network } = run.session;
  const found: string[] = [];
  if (network.mostTokenRequestsAtOnce > 1) found.push('R12: two token requests were under way at once');
  if (network.usesOfDeadTokens > 0) found.push('R13: a token known to be dead was used');
  const asked = network.requests.filter(({ route }) => route === 'token');
  for (const [place, request] of asked.entries()) {
    const former = asked[place - 1];
    if (former?.status === 200 && !isTokenAskedWithReason(run, former, request.at)) {
      found.push(`R12: a token was asked for at ${String(request.at)} without need`);
    }
  }
  let refusals = 0;
  let refusedAt = 0;
  for (const { at, status } of asked) {
    if (didBetween(run, 'start', refusedAt, at)) refusals = 0;
    if (refusals >= 2) found.push(`R14: a token was asked for at ${String(at)} after two refusals`);
    if (status === 400) {
      refusals += 1;
      refusedAt = at;
    }
    if (status === 200) refusals = 0;
  }
  return found;
}

/** A share of a token's life, after which another one may be asked for. */
const RENEWABLE_SHARE = 0.79;

/** An issued token is replaced when it is due or refused, or when the user or the clock began anew. */
function isTokenAskedWithReason(run: WatchedSession, former: Asked, at: number): boolean {
  const { network } = run.session;
  const { tokens, tokenLifetimeMs } = network.service;
  const value = former.issued ?? '';
  const isDue = at - former.at >= tokenLifetimeMs * RENEWABLE_SHARE;
  const wasRefused = network.requests.some(
    ({ token, status, answeredAt }) => token === value && status === 401 && (answeredAt ?? Infinity) <= at,
  );
  const isDead = (tokens.get(value)?.endsAt ?? 0) <= at;
  const acts = ['start', 'stop', 'clock', 'revoked'] as const;
  return isDue || wasRefused || isDead || acts.some((what) => didBetween(run, what, former.at, at));
}

function didBetween(
  { acts }: WatchedSession,
  which: WatchedSession['acts'][number]['what'],
  from: number,
  to: number,
): boolean {
  return acts.some(({ what, at }) => what === which && at >= from && at <= to);
}

/** A share of a channel's life, after which another one may be asked for. */
const CHANNEL_RENEWABLE_SHARE = 0.92;
/** So many refused sockets in a row may be the channel's fault. */
const REFUSALS_PER_CHANNEL = 9;

function channelViolations(run: WatchedSession): readonly string[] {
  const { requests, service, mostSocketsAtOnce } = run.session.network;
  const found: string[] = [];
  if (mostSocketsAtOnce > 2) found.push('R19: more than two sockets were open at once');
  const created = requests.filter(({ route }) => route === 'create');
  for (const [place, request] of created.entries()) {
    const former = created[place - 1];
    if (former?.status !== 200) continue;
    // The one in use may be an older one, which was fallen back on.
    const ofToken = service.channels.filter(({ token }) => token === former.token);
    const isDue = request.at - former.at >= service.channelLifetimeMs * CHANNEL_RENEWABLE_SHARE;
    const isGone = ofToken.some((channel) => channel.isGone) || request.token !== former.token;
    const since = requests.filter(({ at }) => at >= former.at && at <= request.at);
    const refused = since.filter(({ route }) => route === 'upgrade').length;
    const isBroken = since.some(({ status }) => status === 404);
    const acts = ['start', 'stop', 'clock', 'closing', 'revoked'] as const;
    const isActedOn = acts.some((what) => didBetween(run, what, former.at, request.at));
    if (!isDue && !isGone && !isBroken && !isActedOn && refused < REFUSALS_PER_CHANNEL) {
      found.push(`R17: a channel was asked for at ${String(request.at)} without need`);
    }
  }
  return found;
}

/** R20: after a stop nothing is asked until the next start. */
function stopViolations({ acts, session }: WatchedSession): readonly string[] {
  const found: string[] = [];
  const ends = acts.filter(({ what }) => what === 'start' || what === 'stop');
  for (const [place, { what, at }] of ends.entries()) {
    if (what !== 'stop') continue;
    const until = ends.slice(place + 1).find((next) => next.what === 'start')?.at ?? Infinity;
    const late = session.network.requests.filter((asked) => asked.at > at && asked.at < until);
    if (late.length > 0) found.push(`R20: ${late.map(({ route }) => route).join()} after the stop`);
  }
  return found;
}
