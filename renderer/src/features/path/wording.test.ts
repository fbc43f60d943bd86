import { describe, expect, it } from 'vitest';
import type { PreflightStep } from '../../../../shared/model/profile.ts';
import { pathSentence, tookText } from './wording.ts';

const step = (part: Partial<PreflightStep>): PreflightStep => ({
  step: 'api',
  host: 'api.acme.test',
  outcome: 'passed',
  detail: 'It works.',
  ms: 12,
  ...part,
});

describe('the words of a path', () => {
  it('say that all of it is open', () => {
    expect(pathSentence([step({}), step({ step: 'socket' })])).toBe('The way is open from end to end.');
  });

  it('name the hop where it ends', () => {
    const steps = [
      step({}),
      step({ step: 'proxy', host: 'proxy:8080', outcome: 'failed' }),
      step({ outcome: 'skipped' }),
    ];
    expect(pathSentence(steps)).toBe('It ends at: Proxy, proxy:8080.');
  });

  it('give the time of what was tried', () => {
    expect(tookText(step({ ms: 1_234 }))).toBe('1,234 ms');
    expect(tookText(step({ ms: null }))).toBe('');
  });
});
