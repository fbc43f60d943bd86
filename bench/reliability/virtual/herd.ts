import { ManualClock } from '../../../electron/main/base/manual-clock.ts';
import { VirtualSession } from '../../../electron/main/connection/virtual-session.ts';
import type { Route } from '../../../electron/main/connection/virtual-service.ts';
import { numberOption, type Target } from '../target.ts';

const CLIENTS = 1_000;
const SECOND_MS = 1_000;
const WINDOW_MS = 100;
const ROUTES: readonly Route[] = ['token', 'create', 'exists', 'list', 'replace', 'upgrade'];

export interface HerdFound {
  readonly clients: number;
  /** Most arrivals within 100 ms, once the first minute is over. */
  readonly peak: number;
  readonly attemptsInFirstMinute: number;
  readonly attemptsInTenMinutes: number;
  /** All requests of the busiest client in the busiest minute after the first. */
  readonly mostRequestsAMinute: number;
}

/** R9, R10, R16: so many real clients are cut off at once, and for ten minutes nobody answers them. */
export async function playHerd(clients: number): Promise<HerdFound> {
  const clock = new ManualClock();
  const herd = Array.from({ length: clients }, (_, number) => {
    const seed = (Math.imul(number + 1, 2_654_435_761) >>> 1) | 1;
    return new VirtualSession({ clock, seed }).start();
  });
  await clock.advance(10 * SECOND_MS);
  const cutAt = clock.monotonic();
  for (const { network } of herd) {
    for (const route of ROUTES) network.fail(route, { error: 'ECONNREFUSED' });
    for (const socket of network.openSockets) socket.close(1006);
  }
  await clock.advance(600 * SECOND_MS);
  const requests = herd.map(({ network }) =>
    network.requests.map(({ at }) => at - cutAt).filter((at) => at > 0),
  );
  // What a client asks at one moment is one attempt.
  const attempts = requests.map((times) => [...new Set(times)]);
  for (const session of herd) session.stop();
  const all = attempts.flat();
  return {
    clients,
    peak: mostWithin(
      all.filter((at) => at > 60 * SECOND_MS),
      WINDOW_MS,
    ),
    attemptsInFirstMinute: all.filter((at) => at <= 60 * SECOND_MS).length / clients,
    attemptsInTenMinutes: all.length / clients,
    mostRequestsAMinute: Math.max(
      ...requests.map((times) =>
        mostWithin(
          times.filter((at) => at > 60 * SECOND_MS),
          60 * SECOND_MS,
        ),
      ),
    ),
  };
}

/** The most of these times that lie in one window of so many milliseconds. */
function mostWithin(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  let first = 0;
  let most = 0;
  for (const [place, at] of sorted.entries()) {
    while ((sorted[first] ?? at) <= at - windowMs) first += 1;
    most = Math.max(most, place - first + 1);
  }
  return most;
}

export const runHerd: Target = async (args) => {
  const found = await playHerd(numberOption(args, 'clients', CLIENTS));
  const bar = { peak: 15, attemptsInFirstMinute: 8, attemptsInTenMinutes: 30, mostRequestsAMinute: 9 };
  const isMet =
    found.peak <= bar.peak &&
    found.attemptsInFirstMinute <= bar.attemptsInFirstMinute &&
    found.attemptsInTenMinutes <= bar.attemptsInTenMinutes &&
    found.mostRequestsAMinute <= bar.mostRequestsAMinute;
  return { isMet, bar, figures: { ...found } };
};
