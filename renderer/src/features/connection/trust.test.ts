import { describe, expect, it } from 'vitest';
import type { Coverage } from '../../../../shared/model/coverage.ts';
import { judgeTrust } from '../../../../shared/model/trust.ts';
import { causeText, trustFacts, trustSentence, trustText } from './trust.ts';

const NOW = new Date(2026, 0, 5, 14, 0, 0).getTime();
const HOUR = 3_600_000;
const heard = { kind: 'heard', id: 'h', from: NOW - 5 * HOUR, to: NOW } as const;

const coverage = (...lost: readonly (readonly [fromMs: number, toMs: number])[]): Coverage => ({
  profileId: 'acme',
  stretches: [
    heard,
    ...lost.map(([fromMs, toMs], index) => ({
      kind: 'lost' as const,
      id: String(index),
      from: NOW - fromMs,
      to: NOW - toMs,
      cause: { code: 'net/dns', message: '' } as const,
      attempts: 0,
      topics: null,
      share: 1,
      gapId: 'g',
    })),
  ],
  ongoing: [],
});

describe('the trust in a shift, in words', () => {
  it('is not spoken of before anything was heard', () => {
    const none = judgeTrust({ profileId: null, stretches: [], ongoing: [] }, NOW);
    expect(trustText(none)).toBeNull();
    expect(trustSentence(none, NOW)).toBe('Nothing was heard yet, so there is nothing to judge.');
  });

  it('is whole without a gap', () => {
    const whole = judgeTrust(coverage(), NOW);
    expect(trustText(whole)).toBe('trusted 100 % of shift');
    expect(trustSentence(whole, NOW)).toBe('Everything since 09:00:00 was heard: 5 h 00 m without a gap.');
    expect(trustFacts(whole)).toEqual([
      { label: 'Heard', text: '5 h 00 m' },
      { label: 'Unheard', text: 'Nothing' },
    ]);
  });

  it('is never whole with one, however short', () => {
    expect(trustText(judgeTrust(coverage([2, 1]), NOW))).toBe('trusted 99.9 % of shift');
  });

  it('names what was lost, how often and to what', () => {
    const torn = judgeTrust(coverage([HOUR, HOUR - 60_000], [90_000, 0]), NOW);
    expect(trustText(torn)).toBe('trusted 99.1 % of shift');
    expect(trustSentence(torn, NOW)).toBe('Of 5 h 00 m since 09:00:00, 2 m 30 s went unheard.');
    expect(trustFacts(torn).map(({ text }) => text)).toEqual([
      '4 h 57 m',
      '2 m 30 s, 2 gaps',
      '1 m 30 s without a break',
    ]);
    expect(torn.causes.map(causeText)).toEqual([{ label: 'Network', text: '2 m 30 s, 2 gaps' }]);
  });
});
