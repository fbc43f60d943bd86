/** An event as the org wrote it down when it happened. */
export interface Published {
  readonly atMs: number;
  readonly topic: string;
  readonly sequence: number;
  readonly correlationId: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Coverage {
  readonly published: number;
  readonly received: number;
  /** Events that came more than once. */
  readonly doubled: number;
  /** Events that neither came nor happened within a declared gap. */
  readonly lost: readonly Published[];
  /** Events within a declared gap that did not come: the loss that was owned up to. */
  readonly declaredMissing: number;
  /** Events that came after a later one of the same topic. */
  readonly regressed: number;
}

/**
 * Compares what the org published with what a client received and with the gaps that it declared. Only the org's
 * own log says what there was. `slackMs` is how long an event may be on its way: a gap begins when the last frame
 * was read, not when it was sent.
 */
export function judgeCoverage(
  published: readonly Published[],
  receivedIds: readonly (string | null)[],
  gaps: readonly Span[],
  slackMs: number,
): Coverage {
  const byId = new Map(published.map((event) => [event.correlationId, event]));
  const arrived = new Set<string>();
  const latest = new Map<string, number>();
  let doubled = 0;
  let regressed = 0;
  for (const id of receivedIds) {
    const event = id === null ? undefined : byId.get(id);
    if (event === undefined) continue;
    if (arrived.has(event.correlationId)) doubled += 1;
    arrived.add(event.correlationId);
    if (event.sequence < (latest.get(event.topic) ?? 0)) regressed += 1;
    latest.set(event.topic, Math.max(event.sequence, latest.get(event.topic) ?? 0));
  }
  const isDeclared = ({ atMs }: Published): boolean =>
    gaps.some(({ from, to }) => from - slackMs <= atMs && atMs <= to + slackMs);
  const missing = published.filter(({ correlationId }) => !arrived.has(correlationId));
  return {
    published: published.length,
    received: arrived.size,
    doubled,
    lost: missing.filter((event) => !isDeclared(event)),
    declaredMissing: missing.filter(isDeclared).length,
    regressed,
  };
}
