import { describe, expect, it } from 'vitest';
import { scrollVerdict, type ScrollFacts } from './follow.ts';

const facts: ScrollFacts = {
  isFollowing: true,
  isAtEnd: false,
  moved: 'older',
  hand: 'older',
  hasLayoutChanged: false,
};

describe('a scrolled list', () => {
  it('stops following when the reader scrolls to older rows', () => {
    expect(scrollVerdict(facts)).toBe('yield');
    expect(scrollVerdict({ ...facts, hand: 'either', hasLayoutChanged: true })).toBe('yield');
    expect(scrollVerdict({ ...facts, hand: null })).toBe('yield');
  });

  it('goes back to its end when rows or the window moved it', () => {
    expect(scrollVerdict({ ...facts, hand: null, hasLayoutChanged: true })).toBe('pin');
    expect(scrollVerdict({ ...facts, moved: null })).toBe('pin');
  });

  it('stays as it is at its end', () => {
    expect(scrollVerdict({ ...facts, isAtEnd: true })).toBe('nothing');
  });

  it('follows again when the reader scrolls to the newest row, and not when rows shift', () => {
    const back: ScrollFacts = { ...facts, isFollowing: false, isAtEnd: true, moved: 'newer', hand: 'newer' };
    expect(scrollVerdict(back)).toBe('resume');
    expect(scrollVerdict({ ...back, hand: 'either' })).toBe('resume');
    expect(scrollVerdict({ ...back, hand: null })).toBe('nothing');
    expect(scrollVerdict({ ...back, moved: 'older' })).toBe('nothing');
    expect(scrollVerdict({ ...back, isAtEnd: false })).toBe('nothing');
  });

  it('does not follow again when the last move to newer rows is reported after a hand went the other way', () => {
    expect(
      scrollVerdict({ ...facts, isFollowing: false, isAtEnd: true, moved: 'newer', hand: 'older' }),
    ).toBe('nothing');
  });
});
