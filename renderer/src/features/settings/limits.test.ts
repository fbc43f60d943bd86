import { describe, expect, it } from 'vitest';
import { DEFAULT_RETENTION, RETENTION_BOUNDS } from '../../../../shared/model/history.ts';
import { fieldsOf, isSame, limitsOf, problemsOf } from './limits.ts';

const DAY_MS = 86_400_000;

describe('the limits of a history', () => {
  it('are shown in days and gigabytes, and read back as they were', () => {
    expect(fieldsOf(DEFAULT_RETENTION)).toEqual({ days: '30', gigabytes: '2' });
    expect(limitsOf(fieldsOf(DEFAULT_RETENTION))).toEqual(DEFAULT_RETENTION);
    expect(limitsOf({ days: ' 7 ', gigabytes: '.5' })).toEqual({
      maxAgeMs: 7 * DAY_MS,
      maxBytes: 512 * 1024 ** 2,
    });
  });

  it.each(['', '0', '-1', '1.5', '3651', 'seven', '1e2'])('have no %j days', (days) => {
    const fields = { days, gigabytes: '2' };
    expect(limitsOf(fields)).toBeNull();
    expect(problemsOf(fields)).toEqual({ days: 'A whole number of days, from 1 to 3,650.' });
  });

  it.each(['', '0', '0.009', '-2', '1025', 'two', '1e1'])('have no %j gigabytes', (gigabytes) => {
    const fields = { days: '30', gigabytes };
    expect(limitsOf(fields)).toBeNull();
    expect(problemsOf(fields)).toEqual({ gigabytes: 'A number of gigabytes, from 0.01 to 1,024.' });
  });

  it.each([
    { days: '1', gigabytes: '0.01' },
    { days: '3650', gigabytes: '1024' },
  ])('reach as far as what the main process accepts: %j', (fields) => {
    const limits = limitsOf(fields);
    const { maxAgeMs, maxBytes } = RETENTION_BOUNDS;
    expect(limits?.maxAgeMs).toBeGreaterThanOrEqual(maxAgeMs.least);
    expect(limits?.maxAgeMs).toBeLessThanOrEqual(maxAgeMs.most);
    expect(limits?.maxBytes).toBeGreaterThanOrEqual(maxBytes.least);
    expect(limits?.maxBytes).toBeLessThanOrEqual(maxBytes.most);
  });

  it('are other ones when a field differs', () => {
    const fields = fieldsOf(DEFAULT_RETENTION);
    expect(isSame(fields, { ...fields })).toBe(true);
    expect(isSame(fields, { ...fields, days: '7' })).toBe(false);
    expect(isSame(fields, { ...fields, gigabytes: '1' })).toBe(false);
  });
});
