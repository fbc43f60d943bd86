import { describe, expect, it } from 'vitest';
import type { TopicPace } from '../../../../shared/model/rates.ts';
import { aboutText, countsSentence, paceWords, perSecondText } from './pace-words.ts';

const NOW = 1_000_000_000;
const pace = (part: Partial<TopicPace>): TopicPace => ({
  topic: 'a',
  recent: { lastFrom: 0, bucketMs: 30_000, counts: [] },
  lastAt: NOW - 12_000,
  usualMs: 40_000,
  silentForMs: null,
  isHeard: true,
  ...part,
});

describe('the pace of a topic in words', () => {
  it('is when its last event came', () => {
    expect(paceWords(pace({}), NOW)).toEqual({ text: 'last 12 s ago', isSilent: false });
    expect(paceWords(pace({ lastAt: null }), NOW).text).toBe('no event yet');
  });

  it('is how long it is silent, and what is usual', () => {
    expect(paceWords(pace({ silentForMs: 14 * 60_000 }), NOW)).toEqual({
      text: 'silent for 14 min, usually every 40 s',
      isSilent: true,
    });
    expect(paceWords(pace({ silentForMs: 12_000, usualMs: 1000 }), NOW).text).toBe(
      'silent for 12 s, usually every second',
    );
  });

  it('says when nobody listens', () => {
    expect(paceWords(pace({ isHeard: false }), NOW).text).toBe('not heard now, last 12 s ago');
    expect(paceWords(pace({ isHeard: false, lastAt: null }), NOW).text).toBe('not heard now, no event yet');
  });
});

describe('a length of time', () => {
  it.each([
    [-5, '0 s'],
    [499, '0 s'],
    [59_400, '59 s'],
    [59_500, '1 min'],
    [14 * 60_000, '14 min'],
    [3_570_000, '1 h'],
    [200 * 60_000, '3 h 20 min'],
    [52 * 3_600_000, '2 d 4 h'],
    [48 * 3_600_000, '2 d'],
  ])('of %i ms is %s', (ms, text) => {
    expect(aboutText(ms)).toBe(text);
  });
});

describe('what a sparkline shows, in a sentence', () => {
  const sentence = (...counts: readonly (number | null)[]): string =>
    countsSentence({ lastFrom: 0, bucketMs: 30_000, counts });

  it('has the events and the most of them at a time', () => {
    expect(sentence(1, 6, 0, 3)).toBe('10 events in 2 min, at most 6 in 30 s');
    expect(sentence(0, 0)).toBe('0 events in 1 min');
  });

  it('has what was not heard', () => {
    expect(sentence(null, null, 2, 0)).toBe('2 events in 2 min, at most 2 in 30 s; 1 min of it not heard');
    expect(sentence(null, null)).toBe('0 events in 1 min; 1 min of it not heard');
  });
});

it('a rate is exact where it is small', () => {
  expect([0, 0.1, 1.4, 9.96, 10.4, 5_000].map(perSecondText)).toEqual([
    '0 events/s',
    '0.1 events/s',
    '1.4 events/s',
    '10.0 events/s',
    '10 events/s',
    '5,000 events/s',
  ]);
});
