import { describe, expect, it } from 'vitest';
import { Failure, toMonitorError } from './failure.ts';

describe('what was thrown, as an error for people', () => {
  it('is the error that a Failure carries', () => {
    const error = { code: 'net/dns', message: 'Could not reach the host.' } as const;
    expect(toMonitorError(new Failure(error))).toBe(error);
  });

  it('never repeats the text of something unforeseen, which may hold a secret', () => {
    for (const thrown of [new TypeError('Bearer abc'), 'Bearer abc', { token: 'abc' }, null]) {
      const error = toMonitorError(thrown);
      expect(error.code).toBe('internal/unexpected');
      expect(JSON.stringify(error)).not.toContain('abc');
    }
  });
});
