import { describe, expect, it } from 'vitest';
import { gapsText, topicsText } from './wording.ts';

describe('the count of gaps', () => {
  it.each([
    [0, false, 'No gaps'],
    [0, true, '1 gap, one still open'],
    [1, false, '1 gap'],
    [2, true, '3 gaps, one still open'],
  ])('of %i closed ones, open: %s, is "%s"', (closed, isOpen, text) => {
    expect(gapsText(closed, isOpen)).toBe(text);
  });
});

describe('the count of topics', () => {
  it.each([
    [1, 1, '1 topic'],
    [0, 0, '0 topics'],
    [1_000, 1, '1,000 topics'],
    [1_100, 2, '1,100 topics on 2 channels'],
  ])('of %i on %i is "%s"', (topics, channels, text) => {
    expect(topicsText(topics, channels)).toBe(text);
  });
});
