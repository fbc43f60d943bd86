import { describe, expect, it } from 'vitest';
import { REPLAY_SPEEDS } from '../../../shared/model/recording.ts';
import { Playhead } from './playhead.ts';

const TIMES = Float64Array.from([1000, 1000, 2000, 2000, 5000]);

describe('a playhead', () => {
  it('stands still at the beginning until it plays, with what was recorded at that moment', () => {
    const head = new Playhead(TIMES);
    expect([head.at(0), head.at(9e9), head.position(9e9), head.isPlaying]).toEqual([1000, 1000, 2, false]);
  });

  it.each(REPLAY_SPEEDS)('moves %s times as fast as time', (speed) => {
    const head = new Playhead(TIMES);
    head.setSpeed(speed, 0);
    head.play(0);
    expect(head.at(100)).toBe(1000 + 100 * speed);
  });

  it('a change of speed, a pause and late looks add no error', () => {
    const head = new Playhead(TIMES);
    head.play(0);
    head.setSpeed(2, 500);
    head.pause(750);
    head.play(10_000);
    expect(head.at(10_250)).toBe(1000 + 500 + 500 + 500);
    expect(head.position(10_250)).toBe(4);
  });

  it('stops at the end, and plays from the beginning again after it', () => {
    const head = new Playhead(TIMES);
    head.play(0);
    expect([head.at(99_000), head.position(99_000)]).toEqual([5000, 5]);
    head.pause(99_000);
    head.play(100_000);
    expect(head.at(100_500)).toBe(1500);
  });

  it('goes to a moment within the recording, and to an entry', () => {
    const head = new Playhead(TIMES);
    head.seek(3000, 0);
    expect(head.position(0)).toBe(4);
    head.seek(-5, 0);
    expect(head.at(0)).toBe(1000);
    head.seek(1e12, 0);
    expect(head.position(0)).toBe(5);
    head.seekEntry(3, 0);
    expect(head.position(0)).toBe(4);
  });

  it('of nothing stands nowhere', () => {
    const head = new Playhead(new Float64Array());
    head.play(0);
    expect([head.position(1000), head.total]).toEqual([0, 0]);
  });
});
