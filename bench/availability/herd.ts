import type { Application, Contender } from './contenders/contender.ts';
import { Seeded } from './seeded.ts';
import { ORG } from './trial.ts';
import { Network } from './world/network.ts';
import { Timeline } from './world/timeline.ts';
import { webSocketsOf } from './world/web-socket.ts';

const CONNECT_OVER_MS = 30_000;
const CUT_AT_MS = 90_000;
/** The first rush after the cut is everybody's; what counts is how it is spread afterwards. */
const RUSH_MS = 60_000;
const BUCKET_MS = 100;

export interface HerdOutcome {
  /** Most requests that arrived within 100 ms, after the first minute of the outage. */
  readonly herdPeakPer100Ms: number;
  readonly herdRequestsPerClient: number;
}

/** Many clients of one kind, each with its own client id, lose a service that stays away, all at once. */
export async function runHerd(
  contender: Contender,
  { seed, clients, outageMs }: { readonly seed: number; readonly clients: number; readonly outageMs: number },
): Promise<HerdOutcome> {
  const timeline = new Timeline();
  try {
    const network = new Network(timeline, new Seeded(seed, 'herd latency'));
    const random = new Seeded(seed, `herd ${contender.name}`);
    const WebSocket = webSocketsOf(network);
    const stops: (() => void)[] = [];
    for (let client = 0; client < clients; client += 1) {
      const credentials = { clientId: `client-${String(client)}`, clientSecret: 'secret' };
      const own = new Seeded(seed, `herd ${contender.name} ${String(client)}`);
      timeline.after(random.between(0, CONNECT_OVER_MS), () => {
        const running = contender.start(
          {
            fetch: network.fetch,
            connect: network.connect,
            WebSocket,
            isOnline: () => true,
            random: own.next,
          },
          { ...ORG, credentials },
          APPLICATION,
        );
        stops.push(running.stop);
      });
    }
    timeline.after(CUT_AT_MS, () => {
      network.link.outage = 'refused';
      for (const socket of network.heldSockets) if (socket.isOpen) socket.break();
    });
    await timeline.runUntil(CUT_AT_MS - 1);
    const connected = network.service.openSockets().length;
    if (connected < clients) throw new Error(`Only ${String(connected)} of the herd are connected.`);
    await timeline.runUntil(CUT_AT_MS + outageMs);
    for (const stop of stops) stop();
    const asked = network.oracle.requests.map(({ at }) => at - CUT_AT_MS).filter((at) => at >= 0);
    return {
      herdPeakPer100Ms: peak(asked.filter((at) => at >= RUSH_MS)),
      herdRequestsPerClient: Math.round((asked.length / clients) * 10) / 10,
    };
  } finally {
    timeline.uninstall();
  }
}

const ignore = (): void => undefined;
const APPLICATION: Application = {
  received: ignore,
  deaf: ignore,
  listening: ignore,
  missed: ignore,
  failed: (thrown) => {
    throw thrown;
  },
};

function peak(moments: readonly number[]): number {
  const buckets = new Map<number, number>();
  for (const at of moments) {
    const bucket = Math.floor(at / BUCKET_MS);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  return Math.max(0, ...buckets.values());
}
