import fc from 'fast-check';
import { draws, playMoves, recover } from '../../../electron/main/connection/transition-moves.ts';
import { playSession, sessionCommands } from './session-commands.ts';
import { WatchedSession } from './watched-session.ts';

/** A part of all random sequences: which model, from which seed, and how many. */
export interface Share {
  readonly model: 'transition' | 'session';
  readonly seed: number;
  readonly sequences: number;
}

export interface ShareResult {
  readonly sequences: number;
  /** What went wrong and by which commands, at its shortest; null when nothing did. */
  readonly counterexample: string | null;
}

/** Plays so many random sequences on the pure decision, or on the whole core over the virtual network. */
export async function playShare({ model, seed, sequences }: Share): Promise<ShareResult> {
  const parameters = { seed, numRuns: sequences };
  const outcome =
    model === 'transition'
      ? fc.check(
          fc.property(draws, (moves) => {
            recover(playMoves(moves));
          }),
          parameters,
        )
      : await fc.check(
          fc.asyncProperty(fc.nat(1_000_000), sessionCommands, async (draw, commands) => {
            await playSession(new WatchedSession(draw + 1), commands);
          }),
          parameters,
        );
  if (!outcome.failed) return { sequences: outcome.numRuns, counterexample: null };
  const { counterexample, errorInstance } = outcome;
  const commands = counterexample?.map((part) => fc.stringify(part)).join(' ') ?? '';
  return {
    sequences: outcome.numRuns,
    counterexample: `seed ${String(seed)}: ${commands}: ${String(errorInstance)}`,
  };
}
