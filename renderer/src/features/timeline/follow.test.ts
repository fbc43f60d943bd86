import { describe, expect, it } from 'vitest';
import { scrollVerdict, type ScrollFacts } from './follow.ts';

const facts: ScrollFacts = {
  isFollowing: true,
  isAtEnd: false,
  moved: 'up',
  hasIntent: true,
  hasLayoutChanged: false,
};

describe('a scrolled list', () => {
  it('stops following when the reader scrolls up', () => {
    expect(scrollVerdict(facts)).toBe('yield');
    expect(scrollVerdict({ ...facts, hasLayoutChanged: true })).toBe('yield');
    expect(scrollVerdict({ ...facts, hasIntent: false })).toBe('yield');
  });

  it('goes back to its end when rows or the window moved it', () => {
    expect(scrollVerdict({ ...facts, hasIntent: false, hasLayoutChanged: true })).toBe('pin');
    expect(scrollVerdict({ ...facts, moved: 'not' })).toBe('pin');
  });

  it('stays as it is at its end', () => {
    expect(scrollVerdict({ ...facts, isAtEnd: true })).toBe('nothing');
  });

  it('follows again when the reader scrolls down to the end, and not when rows shift', () => {
    const back: ScrollFacts = { ...facts, isFollowing: false, isAtEnd: true, moved: 'down' };
    expect(scrollVerdict(back)).toBe('resume');
    expect(scrollVerdict({ ...back, hasIntent: false })).toBe('nothing');
    expect(scrollVerdict({ ...back, moved: 'up' })).toBe('nothing');
    expect(scrollVerdict({ ...back, isAtEnd: false })).toBe('nothing');
  });
});
