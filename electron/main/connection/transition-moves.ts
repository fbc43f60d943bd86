import fc from 'fast-check';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import {
  CLOSED,
  FORBIDDEN,
  GONE,
  INVALID_CLIENT,
  LIMITED,
  REFUSED,
  TOKEN_REJECTED,
  TransitionRun,
  UNAVAILABLE,
  UNREACHABLE,
} from './transition-run.ts';

/** One draw of the model: which of the moves that are possible now, how, and how much later. */
export interface Draw {
  readonly pick: number;
  readonly detail: number;
  readonly random: number;
  readonly laterMs: number;
}

export const draws = fc.array(
  fc.record<Draw>({
    pick: fc.nat(10_000),
    detail: fc.nat(10_000),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    laterMs: fc.oneof(fc.nat(2_000), fc.nat(100_000), fc.constant(-3_600_000)),
  }),
  { minLength: 10, maxLength: 80, size: 'max' },
);

const TRANSIENT: readonly MonitorError[] = [UNREACHABLE, UNAVAILABLE, LIMITED, TOKEN_REJECTED, GONE];
const STEP_ERRORS = [...TRANSIENT, ...TRANSIENT, INVALID_CLIENT, FORBIDDEN];
const SYNC_ERRORS = [...TRANSIENT, ...TRANSIENT, REFUSED, FORBIDDEN];

type Move = (run: TransitionRun, detail: number) => unknown;

const pickFrom = <T>(items: readonly T[], detail: number, otherwise: T): T =>
  items[detail % items.length] ?? otherwise;

/** What the user, the system or a straggler may do at any time. */
const NOISE: readonly Move[] = [
  (run) => run.want(run.state.wanted.version + 1, false),
  (run) => run.want(run.state.wanted.version + 1, true),
  (run) => run.send({ type: 'nudge' }),
  (run) => run.send({ type: 'nudge' }),
  (run, detail) => run.send({ type: 'token-refused', tokenRef: detail % (run.lastToken + 1) }),
  (run) => (run.isOnline = !run.isOnline),
  (run) => run.send({ type: 'start' }),
  (run, detail) => detail % 8 === 0 && run.send({ type: 'stop' }),
  // Answers to what was given up long ago.
  (run) => run.send({ type: 'token-ready', build: 0, tokenRef: 1 }),
  (run) => run.send({ type: 'channel-checked', build: 0, isAlive: true, channelsInUse: null }),
  (run) => run.send({ type: 'step-failed', build: 0, error: INVALID_CLIENT }),
  (run) => run.send({ type: 'socket-lost', lease: 0, cause: CLOSED, provenAt: run.now }),
  (run) => run.send({ type: 'topics-synced', lease: 0, version: 1 }),
  (run) => {
    channelLost(run, 0);
  },
];

/** The moves that the world can make now; those that lead further stand there more often. */
function possibleMoves(run: TransitionRun): readonly Move[] {
  const moves: Move[] = [(_run, detail) => pickFrom(NOISE, detail, () => undefined)(run, detail >> 4)];
  if (run.state.phase !== 'running') return [...moves, () => run.send({ type: 'start' })];
  if (run.requests.has(run.buildRef)) {
    moves.push(
      () => run.answer(),
      () => run.answer(),
      (_run, detail) => run.answer({ isAlive: detail % 2 === 0, endsInMs: (detail % 60) * 1000 }),
      (_run, detail) => run.fail(pickFrom(STEP_ERRORS, detail, UNAVAILABLE)),
    );
  }
  for (const [lease, { lastFrameAt }] of run.sockets) {
    if (lastFrameAt === null) moves.push(...Array<Move>(4).fill(() => run.prove(lease)));
    moves.push(
      () => run.lose(lease),
      (_run, detail) => detail % 2 === 0 && run.send({ type: 'closing-announced', lease }),
      (_run, detail) => {
        if (detail % 3 === 0) channelLost(run, lease);
      },
    );
  }
  if (run.probed === run.servingRef && run.sockets.has(run.servingRef)) {
    const answer: Move = () => run.send({ type: 'socket-answered', lease: run.servingRef });
    moves.push(answer, answer);
  }
  for (const lease of run.syncs.keys()) {
    moves.push(...Array<Move>(3).fill(() => run.synced(lease)), (_run, detail) =>
      run.syncFailed(lease, pickFrom(SYNC_ERRORS, detail, UNAVAILABLE)),
    );
  }
  for (const timer of run.timers.keys()) moves.push(() => run.fire(timer));
  if (run.state.serving !== null && run.state.build === null && run.state.wait === null) {
    moves.push((_run, detail) =>
      run.send({ type: 'renewal-due', kind: detail % 2 === 0 ? 'token' : 'channel' }),
    );
  }
  return moves;
}

function channelLost(run: TransitionRun, lease: number): void {
  run.send({ type: 'channel-lost', lease, provenAt: run.sockets.get(lease)?.lastFrameAt ?? null });
}

/** Half of the runs begin live, so that the rare states are reached often. */
function begin([first]: readonly Draw[]): TransitionRun {
  const run = new TransitionRun().want(1);
  return (first?.detail ?? 0) % 2 === 0 ? run.goLive() : run.send({ type: 'start' });
}

function play(run: TransitionRun, { pick, detail, random, laterMs }: Draw): void {
  const moves = possibleMoves(run);
  run.now += laterMs;
  run.random = random;
  moves[pick % moves.length]?.(run, detail);
}

/** From here on everything that is asked goes well and time passes. */
function letGood(run: TransitionRun): void {
  run.isOnline = true;
  for (let turn = 0; turn < 200 && !isAtRest(run); turn += 1) {
    const [lease] = run.syncs.keys();
    const unproven = [...run.sockets].find(([, socket]) => socket.lastFrameAt === null);
    if (run.requests.has(run.buildRef)) run.answer();
    else if (unproven !== undefined) run.prove(unproven[0]);
    else if (run.state.build?.step === 'handover') {
      run.send({ type: 'socket-answered', lease: run.servingRef });
    } else if (lease !== undefined) run.synced(lease);
    else if (run.timers.has('wait')) run.fire('wait');
    else if (run.timers.has('stall')) run.fire('stall');
    else if (run.timers.has('sync')) run.fire('sync');
    else return;
  }
}

function isAtRest({ state, syncs }: TransitionRun): boolean {
  return (
    state.serving?.topics === 'synced' && state.build === null && state.wait === null && syncs.size === 0
  );
}

/** Plays moves on the pure decision, and throws what contradicts the promises after any of them. */
export function playMoves(moves: readonly Draw[]): TransitionRun {
  const run = begin(moves);
  for (const move of moves) {
    play(run, move);
    const found = run.violations();
    if (found.length > 0) throw new Error(found.join('; '));
  }
  return run;
}

/** T32: when the world recovers, the connection is live with the last wish, or it is the user's turn. */
export function recover(run: TransitionRun): void {
  if (run.state.phase !== 'running' || run.state.failedCause !== null) return;
  letGood(run);
  const { state } = run;
  const found = [...run.violations()];
  if (state.shown.status !== 'live') found.push(`T32: ${state.shown.status} although everything went well`);
  if (!isAtRest(run)) found.push('T32: something is still under way');
  const carried = run.answered.get(state.serving?.channelRef ?? 0);
  if (!state.wanted.isEmpty && carried !== state.wanted.version) found.push('T41: an old wish is carried');
  if (found.length > 0) throw new Error(found.join('; '));
}
