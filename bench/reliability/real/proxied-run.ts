import type { SimulatorOptions } from '../../../simulator/options.ts';
import { startSimulator, type Simulator } from '../../../simulator/start-simulator.ts';
import { fastTime, type FastTime } from './fast-time.ts';
import { judgeCoverage, type Coverage } from './oracle.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import { Vigil } from './vigil.ts';

/** How long an event may be on its way over loopback on a busy computer. */
const SLACK_MS = 100;

/** Vigil, the fault proxy and a practice org, joined by real sockets, in a time that runs faster than life. */
export interface ProxiedRun {
  readonly time: FastTime;
  readonly simulator: Simulator;
  readonly proxy: FaultProxy;
  readonly vigil: Vigil;
  /** Lets events happen without end. */
  readonly stream: (perSecond: number) => void;
  /** Ends the stream, waits for its last event, and compares. Only for a Vigil that is live. */
  readonly settle: () => Promise<Coverage>;
  readonly close: () => Promise<void>;
}

export interface ProxiedRunOptions {
  readonly factor: number;
  readonly simulator?: SimulatorOptions;
  readonly people?: number;
  /** Draws of the back-off; 0 makes the shortest waits. */
  readonly random?: () => number;
}

export async function proxiedRun(options: ProxiedRunOptions): Promise<ProxiedRun> {
  const time = fastTime(options.factor);
  const simulator = await startSimulator({
    speed: 0,
    requestsPerMinute: 1_000_000,
    clock: time.ofOrg,
    ...options.simulator,
  });
  const { address, received, levers, roster } = simulator;
  const proxy = await FaultProxy.start(address.apiUrl);
  const vigil = await Vigil.create({
    org: address,
    url: proxy.url,
    topics: roster.people.slice(0, options.people ?? 5).map(({ id }) => `v2.users.${id}.presence`),
    world: { clock: time.ofVigil, random: options.random ?? ((): number => 0) },
  });
  return {
    time,
    simulator,
    proxy,
    vigil,
    stream: (perSecond) => {
      levers.pull({ lever: 'burst', count: 1_000_000, perSecond: perSecond / time.factor });
    },
    settle: async () => {
      levers.pull({ lever: 'restore' });
      await vigil.untilStatus('live');
      levers.pull({ lever: 'burst', count: 1, perSecond: 1 });
      const before = received.events.length;
      // The burst's one event comes with the next tick of its timer.
      await vigil.until('the last event', () => {
        const last = received.events.at(-1)?.correlationId;
        return received.events.length > before && vigil.events.at(-1)?.correlationId === last;
      });
      const ids = vigil.events.map(({ correlationId }) => correlationId);
      return judgeCoverage(received.events, ids, vigil.gaps, SLACK_MS * time.factor);
    },
    close: async () => {
      await vigil.monitor.stop();
      await proxy.close();
      await simulator.close();
    },
  };
}
