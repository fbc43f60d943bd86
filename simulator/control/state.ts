import type { LeverParts } from './levers.ts';

/** What goes on in the org, in numbers: no token and no channel id. */
export function describeState(parts: LeverParts): object {
  const { channels, sockets, tokens, faults, log } = parts;
  const valid = tokens.all.filter((token) => tokens.standingOf(token) === 'valid').length;
  return {
    at: new Date(parts.timers.now()).toISOString(),
    sockets: { open: sockets.open.length, openedEver: log.sockets.length },
    channels: {
      alive: channels.all.length,
      connected: channels.all.filter((channel) => channel.socket).length,
      createdEver: log.channels.length,
      evictedEver: log.channels.filter((channel) => channel.endCause === 'evicted').length,
    },
    tokens: { valid, issuedEver: tokens.all.length },
    topics: channels.topics.length,
    faults: faults.all.map(({ lever, untilMs }) => ({ ...lever, until: new Date(untilMs).toISOString() })),
    oracle: {
      requests: log.requests.length,
      tokenRequests: log.tokenRequests.length,
      requestsWithDeadToken: log.requests.filter(({ token }) => token.tag && token.standing !== 'valid')
        .length,
      upgradesRefused: log.upgradesRefused.length,
      events: log.events.length,
      lastEventSequence: log.events.at(-1)?.sequence ?? 0,
      deliveries: deliveryCounts(parts),
    },
  };
}

function deliveryCounts({ log }: LeverParts): Record<string, number> {
  const counts: Record<string, number> = { sent: 0, held: 0, lost: 0, 'not-connected': 0 };
  for (const { deliveries } of log.events) {
    for (const { outcome } of deliveries) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
