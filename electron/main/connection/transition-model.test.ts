import fc from 'fast-check';
import { describe, it } from 'vitest';
import { draws, playMoves, recover } from './transition-moves.ts';

describe('R23: whatever happens in whatever order', () => {
  it('R8, R12, R19, R20: state, sockets, requests, timers and gaps agree after every event', () => {
    fc.assert(
      fc.property(draws, (moves) => {
        playMoves(moves);
      }),
      { numRuns: 2_500 },
    );
  });

  it('T32, T41: when the world recovers, it is live with the last wish, or it is the user’s turn', () => {
    fc.assert(
      fc.property(draws, (moves) => {
        recover(playMoves(moves));
      }),
      { numRuns: 1_500 },
    );
  });
});
