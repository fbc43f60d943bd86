import { describe, expect, it } from 'vitest';
import { Proof } from './proof.ts';

const LATER = 60_000;

/** A socket that was pinged when it opened, at 0, on a line with a round trip of so long. Both clocks show the same. */
function provenSocket(roundTripMs = 50): Proof {
  const proof = new Proof();
  proof.asked(0, 0);
  answer(proof, roundTripMs);
  return proof;
}

function hear(proof: Proof, ...moments: readonly number[]): void {
  for (const at of moments) proof.heard(at, at);
}

function answer(proof: Proof, at: number): void {
  proof.heard(at, at);
  proof.answered(at);
}

const every = (everyMs: number, from: number, to: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / everyMs) + 1 }, (_, frame) => from + frame * everyMs);

describe('R8: until when a socket is proven', () => {
  it('is not known before a frame came, however often it was asked', () => {
    const proof = new Proof();
    proof.asked(0, 0);
    expect(proof.until(LATER)).toBeNull();
    expect(proof.untilFormer(LATER)).toBeNull();
  });

  it('is a round trip before its last frame on a line that carries them one by one', () => {
    const proof = provenSocket();
    hear(proof, 1_000, 5_000);
    expect(proof.until(LATER)).toBe(4_950);
  });

  it.each([20, 100, 300, 900])('is no earlier when frames come every %i ms', (everyMs) => {
    const proof = provenSocket();
    const moments = every(everyMs, 1_000, 20_000);
    hear(proof, ...moments);
    const last = moments.at(-1) ?? NaN;
    expect(proof.until(LATER)).toBe(last - 50);
    expect(proof.until(last)).toBeGreaterThanOrEqual(last - everyMs - 50);
  });

  it('is the ping whose answer came last, however late that came', () => {
    const proof = provenSocket();
    hear(proof, 6_000);
    proof.asked(12_000, 12_000);
    answer(proof, 17_500);
    expect(proof.until(LATER)).toBe(12_000);
  });

  it('is the ping also when its answer was read among other frames', () => {
    const proof = provenSocket();
    proof.asked(12_000, 12_000);
    hear(proof, 17_400);
    answer(proof, 17_450);
    hear(proof, 17_500);
    expect(proof.until(LATER)).toBe(12_000);
  });

  it('is a whole round trip before a frame that follows a late answer', () => {
    const proof = provenSocket();
    proof.asked(12_000, 12_000);
    answer(proof, 17_500);
    hear(proof, 19_000);
    expect(proof.until(LATER)).toBe(13_500);
  });

  it('is before frames that were read together, when nothing followed: there was more, perhaps', () => {
    const proof = provenSocket();
    hear(proof, 1_000, 10_000, 10_100);
    expect(proof.until(LATER)).toBe(950);
  });

  it('is before a frame that the loss came together with', () => {
    const proof = provenSocket();
    hear(proof, 1_000, 10_000);
    expect(proof.until(10_010)).toBe(950);
  });

  it('is the ping that was answered after such a burst', () => {
    const proof = provenSocket();
    hear(proof, 1_000, 10_000, 10_100);
    proof.asked(22_100, 22_100);
    answer(proof, 22_150);
    expect(proof.until(LATER)).toBe(22_100);
  });

  it('is the opening when all frames of a service that answers no pings were read together', () => {
    const proof = new Proof();
    proof.asked(0, 0);
    hear(proof, 9_000, 9_100);
    expect(proof.until(LATER)).toBe(0);
  });

  it('is before the frame at hand when that is no proof', () => {
    const proof = provenSocket();
    hear(proof, 1_000, 5_000, 9_000);
    expect(proof.untilFormer(LATER)).toBe(4_950);
  });
});

describe('a proof that is wanted at once', () => {
  it('is none on a line that answers at once', () => {
    expect(provenSocket(2_000).needsAnswer).toBe(false);
  });

  it('is one after a late answer, which else would be held against a line that is quick again', () => {
    const proof = provenSocket(2_001);
    expect(proof.needsAnswer).toBe(true);
    proof.asked(3_000, 3_000);
    answer(proof, 3_050);
    expect(proof.needsAnswer).toBe(false);
    hear(proof, 5_000);
    expect(proof.until(LATER)).toBe(4_950);
  });

  it('finds its way when a service left a ping unanswered', () => {
    const proof = provenSocket();
    proof.asked(1_000, 1_000);
    proof.asked(20_000, 20_000);
    answer(proof, 20_050);
    expect(proof.needsAnswer).toBe(true);
    proof.asked(20_050, 20_050);
    answer(proof, 20_100);
    expect(proof.until(LATER)).toBe(20_000);
    expect(proof.needsAnswer).toBe(false);
  });
});
