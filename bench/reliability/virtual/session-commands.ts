import fc from 'fast-check';
import type { Fault } from '../../../electron/main/connection/virtual-network.ts';
import type { Route } from '../../../electron/main/connection/virtual-service.ts';
import { violationsOf } from './oracle.ts';
import { TOPIC, UNNOTICED_MS, type WatchedSession } from './watched-session.ts';

/** What has to be known to say whether a command makes sense. */
interface Model {
  isStarted: boolean;
}

type SessionCommand = fc.AsyncCommand<Model, WatchedSession>;
type Act = (run: WatchedSession) => unknown;

/** One thing that the user, the world or the service does; sometimes it makes sense only while started, or not. */
function command(
  name: string,
  act: Act,
  when: { readonly isStarted?: boolean } = {},
  then: Partial<Model> = {},
): SessionCommand {
  return {
    check: (model) => when.isStarted === undefined || model.isStarted === when.isStarted,
    run: async (model, run) => {
      Object.assign(model, then);
      await act(run);
      const found = violationsAtRest(run);
      if (found.length > 0) throw new Error(found.join('; '));
    },
    toString: () => name,
  };
}

const isOverStatus = (status: string): boolean => ['failed', 'stopped', 'signed-out'].includes(status);

/** R4, T32: what has to hold between any two events. */
function violationsAtRest({ session }: WatchedSession): readonly string[] {
  const held = session.network.sockets.filter((socket) => socket.isHeld).length;
  const { status } = session;
  // One that is open while its topics cannot be asked for is heard meanwhile.
  const mayHold = status === 'waiting' || status === 'offline' ? 1 : isOverStatus(status) ? 0 : 2;
  const isOver = isOverStatus(status);
  const isPending = session.timers > 0 || session.network.pending > 0;
  return [
    ...(held > mayHold ? [`R4, R19: ${String(held)} sockets are held while ${status}`] : []),
    ...(!isOver && !isPending ? [`T32: nothing is pending while ${status}`] : []),
  ];
}

const disrupt =
  (act: Act): Act =>
  (run) => {
    // In an overlap each socket may serve, and be lost, after the other.
    run.disruptions += Math.max(1, run.session.network.openSockets.length);
    return act(run);
  };

const ROUTES: readonly Route[] = ['token', 'create', 'exists', 'list', 'replace', 'upgrade'];
const FAULTS: readonly Fault[] = [
  { status: 401 },
  { status: 404 },
  { status: 429, retryAfter: '9' },
  { status: 429, retryAfter: 'soon' },
  { status: 500 },
  { status: 503, retryAfter: '3' },
  { error: 'ECONNRESET' },
  { error: 'ENOTFOUND' },
  'silence',
];

const user = [
  fc.constant(
    command(
      'start',
      (run) => {
        run.start();
      },
      { isStarted: false },
      { isStarted: true },
    ),
  ),
  fc.constant(
    command(
      'stop',
      (run) => {
        run.stop();
      },
      { isStarted: true },
      { isStarted: false },
    ),
  ),
  fc.constant(
    command(
      'start again',
      (run) => {
        run.start();
      },
      { isStarted: true },
    ),
  ),
  fc.constant(
    command('nudge', (run) => {
      run.session.supervisor.nudge();
    }),
  ),
  fc.nat(3).map((more) =>
    command(`want ${String(more)} more`, (run) => {
      run.session.supervisor.wantTopics([TOPIC, ...['v2.b', 'v2.c', 'v2.d'].slice(0, more)]);
    }),
  ),
];

const time = [
  fc
    .constantFrom(0, 5, 15, 100, 700, 6_000, 19_000, 70_000)
    .map((ms) => command(`pass ${String(ms)} ms`, (run) => run.pass(ms))),
  fc.constantFrom(1, 13, 30).map((hours) =>
    command(`sleep ${String(hours)} h`, (run) => {
      run.sleep(hours * 3_600_000);
    }),
  ),
  fc.constantFrom(2_000, 45_000).map((ms) => command(`block ${String(ms)} ms`, (run) => run.block(ms))),
  fc.constantFrom(-24, -1, 1, 24).map((hours) =>
    command(`set clock by ${String(hours)} h`, (run) => {
      run.setClock(hours * 3_600_000);
    }),
  ),
];

const network = [
  fc.constant(command('online or not', (run) => (run.session.isOnline = !run.session.isOnline))),
  fc.constantFrom(2, 20, 400, 1_500).map((ms) =>
    command(`latency ${String(ms)} ms`, (run) => {
      run.setLatency(ms);
    }),
  ),
  fc.constantFrom(1000, 1001, 1006).map((code) =>
    command(
      `close ${String(code)}`,
      disrupt((run) => run.session.network.openSockets.at(-1)?.close(code)),
    ),
  ),
  fc.constant(
    command(
      'close the oldest',
      disrupt((run) => run.session.network.openSockets[0]?.close(1006)),
    ),
  ),
  fc.constant(
    command(
      'freeze',
      disrupt((run) => {
        for (const socket of run.session.network.openSockets) socket.isFrozen = true;
      }),
    ),
  ),
  fc.constant(
    command(
      'black hole or not',
      disrupt((run) => (run.session.network.isBlackHole = !run.session.network.isBlackHole)),
    ),
  ),
  fc.tuple(fc.constantFrom(...ROUTES), fc.constantFrom(...FAULTS)).map(([route, fault]) =>
    command(`fail ${route} with ${JSON.stringify(fault)}`, (run) => {
      // The service says that the channel is gone.
      if (typeof fault === 'object' && 'status' in fault && fault.status === 404) run.disruptions += 1;
      run.session.network.failNext(route, fault);
    }),
  ),
];

const service = [
  fc.constant(
    command(
      'announce the end of the socket',
      disrupt((run) => {
        run.note('closing');
        run.session.network.openSockets.at(-1)?.announceClosing();
      }),
    ),
  ),
  fc.constant(
    command(
      'take the channel away',
      // Where nothing gets through, its word would come as late as what was said before it.
      disrupt(({ session }) => {
        const socket = session.network.openSockets.at(-1);
        if (socket?.isCut === false) socket.loseChannel();
      }),
    ),
  ),
  fc.constant(
    command('say that the token is revoked', (run) => {
      run.note('revoked');
      run.session.network.openSockets.at(-1)?.say('{"topicName":"v2.system.token_revoked.x"}');
    }),
  ),
  fc.constant(
    command('revoke tokens', (run) => {
      run.session.network.service.revokeTokens();
    }),
  ),
  fc.constant(
    command(
      'end channels',
      disrupt(({ session }) => {
        session.network.service.endChannels();
        for (const socket of session.network.openSockets) socket.close(1001);
      }),
    ),
  ),
  fc.constant(
    command('change the secret or mend it', (run) => {
      run.session.network.service.isSecretWrong = !run.session.network.service.isSecretWrong;
    }),
  ),
];

/** Sequences of everything that may happen to a session, in any order. */
export const sessionCommands = fc.commands([...user, ...time, ...time, ...network, ...service], {
  maxCommands: 24,
  size: 'max',
});

/** Plays a sequence on a session that begins live, lets the world recover, and throws what contradicts the promises. */
export async function playSession(run: WatchedSession, commands: Iterable<SessionCommand>): Promise<void> {
  run.start();
  await run.pass(200);
  await fc.asyncModelRun(() => ({ model: { isStarted: true }, real: run }), commands);
  await recover(run);
  await run.pass(UNNOTICED_MS + 1_000, 3);
  run.stop();
  const found = [...violationsOf(run), ...(await run.session.end())];
  if (found.length > 0) throw new Error(found.join('; '));
}

/** Everything goes well from here on: the session has to come back by itself, or at the user's next try. */
async function recover(run: WatchedSession): Promise<void> {
  const { session } = run;
  session.network.service.isSecretWrong = false;
  session.network.isBlackHole = false;
  session.isOnline = true;
  if (session.status === 'stopped') run.start();
  for (let turn = 0; turn < 400; turn += 1) {
    const isHeard = session.network.openSockets.some(({ channel }) => channel?.topics.has(TOPIC) === true);
    if (session.status === 'live' && isHeard) return;
    // It is the user's turn when a credential was refused twice, also while a former socket lives on.
    if (session.status === 'failed' || turn % 120 === 119) run.start();
    await run.pass(5_000, 1);
  }
  throw new Error(`T32: ${session.status} although everything went well for half an hour`);
}
