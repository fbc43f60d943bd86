import * as v from 'valibot';
import type { Application, Contender, Org } from './contenders/contender.ts';
import { strike } from './faults.ts';
import type { PlannedFault } from './schedule.ts';
import { Seeded } from './seeded.ts';
import { Network } from './world/network.ts';
import type { Declared, Oracle } from './world/oracle.ts';
import { API_URL, LOGIN_URL } from './world/rest.ts';
import { Timeline } from './world/timeline.ts';
import { webSocketsOf } from './world/web-socket.ts';

/** Everybody gets so long to connect before anything is counted. */
const WARM_UP_MS = 60_000;
/** After the last event, late ones get so long to arrive. */
const COOL_DOWN_MS = 60_000;
/** Events come at moments that are spread evenly up to twice this. */
const EVENT_EVERY_MS = 5_000;

export const ORG: Org = {
  loginUrl: LOGIN_URL,
  apiUrl: API_URL,
  credentials: { clientId: 'client', clientSecret: 'secret' },
  topics: [
    'v2.users.5f0b5f9e-2d65-4d43-9b56-2a2d6c6b0a01.presence',
    'v2.users.5f0b5f9e-2d65-4d43-9b56-2a2d6c6b0a02.presence',
    'v2.users.5f0b5f9e-2d65-4d43-9b56-2a2d6c6b0a03.presence',
  ],
};

export interface TrialOutcome {
  readonly oracle: Oracle;
  readonly declared: readonly Declared[];
  /** Timers and sockets that the contender left behind when it was stopped. */
  readonly timersLeft: number;
  readonly socketsLeft: number;
}

const BodySchema = v.object({ number: v.number() });

/** One contender lives through a schedule of faults. */
export async function runTrial(
  contender: Contender,
  plan: { readonly seed: number; readonly durationMs: number; readonly faults: readonly PlannedFault[] },
): Promise<TrialOutcome> {
  const timeline = new Timeline();
  try {
    const network = new Network(timeline, new Seeded(plan.seed, 'latency'));
    const { application, declared } = notebook(timeline, network.oracle);
    const contenderRandom = new Seeded(plan.seed, contender.name);
    const running = contender.start(
      {
        fetch: network.fetch,
        connect: network.connect,
        WebSocket: webSocketsOf(network),
        isOnline: () => !network.link.isDown,
        random: contenderRandom.next,
      },
      ORG,
      application,
    );
    const scene = { timeline, network, hint: running.hint };
    for (const { at, fault } of plan.faults) {
      timeline.after(at, () => {
        strike(scene, fault);
      });
    }
    publishEvents(timeline, network, plan);
    await timeline.runUntil(plan.durationMs + COOL_DOWN_MS);
    running.stop();
    await timeline.runUntil(timeline.now() + COOL_DOWN_MS);
    return {
      oracle: network.oracle,
      declared: declared(),
      timersLeft: timeline.waitingTimers,
      socketsLeft: network.heldSockets.length,
    };
  } finally {
    timeline.uninstall();
  }
}

function publishEvents(
  timeline: Timeline,
  network: Network,
  { seed, durationMs }: { readonly seed: number; readonly durationMs: number },
): void {
  const random = new Seeded(seed, 'events');
  const next = (delayMs: number): void => {
    timeline.after(delayMs, () => {
      if (timeline.now() > durationMs) return;
      network.publish(ORG.topics[random.between(0, ORG.topics.length - 1)] ?? '');
      next(random.between(1, 2 * EVENT_EVERY_MS));
    });
  };
  next(WARM_UP_MS);
}

/** Notes what the application is told, by its own wall clock. */
function notebook(
  timeline: Timeline,
  oracle: Oracle,
): { readonly application: Application; readonly declared: () => readonly Declared[] } {
  const spans: Declared[] = [];
  let deafSince: number | null = null;
  const listening = (): void => {
    if (deafSince !== null) spans.push({ from: deafSince, to: timeline.wall() });
    deafSince = null;
  };
  return {
    application: {
      received: (body) => {
        oracle.received(v.parse(BodySchema, body).number);
      },
      deaf: () => {
        deafSince ??= timeline.wall();
      },
      listening,
      missed: (from, to) => {
        spans.push({ from, to });
      },
      failed: (thrown) => {
        throw thrown;
      },
    },
    declared: () => {
      listening();
      return spans;
    },
  };
}
