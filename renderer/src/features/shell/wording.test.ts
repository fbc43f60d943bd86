import { describe, expect, it } from 'vitest';
import { gapsText } from './wording.ts';

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
