import { expect, test } from 'vitest';
import { between, exponential, pick, seededRandom, uuid } from './random.ts';

const draw = (seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: 50 }, () => random());
};

test('the same seed gives the same numbers and another seed gives others', () => {
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('numbers are spread over the whole unit interval', () => {
  const random = seededRandom(1);
  const numbers = Array.from({ length: 10_000 }, () => random());
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number) / numbers.length).toBeCloseTo(0.5, 1);
});

test('ids have the form of a version 4 UUID and are all different', () => {
  const random = seededRandom(1);
  const ids = Array.from({ length: 1000 }, () => uuid(random));
  for (const id of ids)
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  expect(new Set(ids).size).toBe(1000);
});

test('a whole number between two bounds reaches both', () => {
  const random = seededRandom(1);
  expect(new Set(Array.from({ length: 500 }, () => between(random, 2, 5)))).toEqual(new Set([2, 3, 4, 5]));
});

test('waiting times have the mean that was asked for', () => {
  const random = seededRandom(1);
  const times = Array.from({ length: 20_000 }, () => exponential(random, 90));
  expect(times.reduce((sum, time) => sum + time) / times.length / 90).toBeCloseTo(1, 1);
});

test('picking from an empty list says so', () => {
  expect(() => pick(seededRandom(1), [])).toThrow('empty');
});
