import { describe, expect, it } from 'vitest';
import { Moments } from './moments.ts';

const intervals = (moments: Moments): readonly number[] =>
  [...moments.stretches()].map(({ from, to }) => to - from);

describe('the moments of a topic', () => {
  it('are as far apart as its events', () => {
    const moments = new Moments();
    for (const at of [0, 40_000, 82_000]) moments.add(at);
    expect(intervals(moments)).toEqual([40_000, 42_000]);
  });

  it('take events that come together as one', () => {
    const moments = new Moments();
    for (const at of [0, 3, 400, 60_000, 60_001, 60_900]) moments.add(at);
    expect(intervals(moments)).toEqual([60_000]);
  });

  it('are a second apart in a stream without a pause', () => {
    const moments = new Moments();
    for (let at = 0; at <= 5_000; at += 10) moments.add(at);
    expect(intervals(moments)).toEqual([1000, 1000, 1000, 1000, 1000]);
  });

  it('do not reach over a break', () => {
    const moments = new Moments();
    moments.add(0);
    moments.break();
    moments.break();
    moments.add(500);
    moments.add(10_500);
    expect(intervals(moments)).toEqual([10_000]);
  });

  it('do not reach over a clock that was set back', () => {
    const moments = new Moments();
    for (const at of [100_000, 120_000, 50_000, 90_000]) moments.add(at);
    expect(intervals(moments)).toEqual([20_000, 40_000]);
  });

  it('are kept as far as there is room, the newest ones', () => {
    const moments = new Moments();
    for (let index = 0; index < 100; index += 1) moments.add(index * index * 1000);
    const kept = [...moments.stretches()];
    expect(kept).toHaveLength(31);
    expect(kept.at(-1)).toEqual({ from: 98 * 98 * 1000, to: 99 * 99 * 1000 });
  });
});
