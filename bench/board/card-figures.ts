import { largest, percentile } from '../flood/figures.ts';

/** What `card-meter.js` has seen. */
export interface MeteredCards {
  /** A person, when their card was painted, and what it said, in turn. */
  readonly paints: readonly (string | number)[];
  readonly longTasks: readonly number[];
}

/** An event that was stored: of whom it is, when it came, and a word that the card shows once it is painted. */
export interface CardEvent {
  readonly userId: string;
  readonly at: number;
  readonly word: string;
}

interface Paint {
  readonly at: number;
  readonly text: string;
}

export interface CardFigures {
  readonly paintP50Ms: number;
  readonly paintP99Ms: number;
  readonly paintMaxMs: number;
  readonly longTaskMaxMs: number;
  readonly longTasks: number;
  /** How many events were of people whose cards are in sight. */
  readonly eventsInSight: number;
}

function paintsByUser(paints: MeteredCards['paints']): ReadonlyMap<string, readonly Paint[]> {
  const byUser = new Map<string, Paint[]>();
  for (let index = 0; index < paints.length; index += 3) {
    const [userId, at, text] = paints.slice(index, index + 3);
    const painted = { at: Number(at), text: String(text) };
    byUser.set(String(userId), [...(byUser.get(String(userId)) ?? []), painted]);
  }
  return byUser;
}

/**
 * How long each event waited for the first frame in which the card of its person said so. One that none did counts as
 * painted at the end of the measurement.
 */
export function cardFigures(
  { paints, longTasks }: MeteredCards,
  events: readonly CardEvent[],
  inSight: ReadonlySet<string>,
  endedAt: number,
): CardFigures {
  const byUser = paintsByUser(paints);
  const seen = events.filter(({ userId }) => inSight.has(userId));
  const delays = seen.map(({ userId, at, word }) => {
    const painted = byUser.get(userId)?.find((paint) => paint.at >= at && paint.text.includes(word));
    return (painted?.at ?? endedAt) - at;
  });
  return {
    paintP50Ms: percentile(delays, 50),
    paintP99Ms: percentile(delays, 99),
    paintMaxMs: largest(delays),
    longTaskMaxMs: Math.round(largest(longTasks)),
    longTasks: longTasks.length,
    eventsInSight: seen.length,
  };
}
