import { numberOption, type Target } from '../target.ts';
import { violationsOf } from './oracle.ts';
import { WatchedSession } from './watched-session.ts';

const MINUTE_MS = 60_000;
const MINUTES_A_WEEK = 7 * 24 * 60;
const WEEKS = 8;
/** In so many of all minutes something goes wrong. */
const FAULT_SHARE = 0.02;

type Fault = (run: WatchedSession) => void;

const disrupt =
  (act: Fault): Fault =>
  (run) => {
    run.disruptions += 1;
    act(run);
  };

const FAULTS: readonly Fault[] = [
  disrupt(({ session }) => session.network.openSockets.at(-1)?.close(1006)),
  disrupt(({ session }) => session.network.openSockets.at(-1)?.close(1001)),
  disrupt((run) => {
    run.note('closing');
    run.session.network.openSockets.at(-1)?.announceClosing();
  }),
  disrupt(({ session }) => session.network.openSockets.at(-1)?.loseChannel()),
  disrupt(({ session }) => {
    for (const socket of session.network.openSockets) socket.isFrozen = true;
  }),
  (run) => {
    run.note('revoked');
    run.session.network.service.revokeTokens();
    run.session.network.openSockets.at(-1)?.say('{"topicName":"v2.system.token_revoked.x"}');
  },
  ({ session }) => {
    session.network.service.revokeTokens();
  },
  ({ session }) => {
    session.network.failNext('token', { status: 503 }, { error: 'ECONNRESET' }, 'silence');
  },
  ({ session }) => {
    session.network.failNext('create', { status: 500 }, { status: 429, retryAfter: '30' });
  },
  ({ session }) => {
    session.network.failNext('upgrade', { status: 404 }, 'silence', { error: 'ENOTFOUND' });
  },
  ({ session }) => {
    session.network.failNext('replace', { status: 503 }, 'silence');
  },
  (run) => {
    run.sleep(3 * 60 * MINUTE_MS);
  },
  ({ session }) => {
    session.supervisor.nudge();
  },
];

export interface WeeksFound {
  readonly minutes: number;
  readonly faults: number;
  readonly gaps: number;
  readonly renewals: number;
  readonly tokens: number;
  readonly channels: number;
  /** The share of events that fell into a gap. */
  readonly missedShare: number;
  readonly violations: readonly string[];
}

/** R22: so many minutes with lives of 24 hours, an event and perhaps a fault in each. */
export async function playMinutes(minutes: number, seed: number): Promise<WeeksFound> {
  const run = new WatchedSession(seed);
  const draw = drawsFrom(seed);
  let faults = 0;
  run.start();
  await run.pass(10_000);
  for (let minute = 0; minute < minutes; minute += 1) {
    if (draw() < FAULT_SHARE) {
      faults += 1;
      FAULTS[Math.floor(draw() * FAULTS.length)]?.(run);
    }
    await run.pass(MINUTE_MS, 1);
  }
  await run.pass(10 * MINUTE_MS, 10);
  run.stop();
  const { network } = run.session;
  const left = await run.session.end();
  return {
    minutes,
    faults,
    gaps: run.gaps.length,
    renewals: run.session.renewals.filter(({ phase }) => phase === 'done').length,
    tokens: network.service.tokens.size,
    channels: network.service.created,
    missedShare: Math.round((1 - new Set(run.stored).size / run.sent.length) * 10_000) / 10_000,
    violations: [...violationsOf(run), ...left],
  };
}

/** Draws from [0, 1), the same for the same seed. */
function drawsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) / 0x800000;
  };
}

/** R22: eight simulated weeks; `--weeks` and `--seed` choose others. */
export const runWeeks: Target = async (args) => {
  const weeks = numberOption(args, 'weeks', WEEKS);
  const found = await playMinutes(weeks * MINUTES_A_WEEK, numberOption(args, 'seed', 22));
  return {
    isMet: found.violations.length === 0,
    bar: { weeks, violations: 0 },
    figures: { weeks, ...found },
  };
};
