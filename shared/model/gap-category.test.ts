import { describe, expect, it } from 'vitest';
import { gapCategory, isErrorCode } from './gap-category.ts';
import type { ErrorCode } from './monitor-error.ts';

const categoryOf = (code: ErrorCode, httpStatus?: number): string =>
  gapCategory({ code, message: '', ...(httpStatus === undefined ? {} : { httpStatus }) });

describe('the category of a gap', () => {
  it.each<[ErrorCode, string]>([
    ['net/dns', 'network'],
    ['net/proxy', 'network'],
    ['socket/closed', 'network'],
    ['socket/silent', 'network'],
    ['auth/invalid-client', 'credential'],
    ['auth/token-rejected', 'credential'],
    ['channel/gone', 'service'],
    ['channel/evicted', 'taken-over'],
    ['channel/budget', 'channel-budget'],
    ['rate/limited', 'service'],
    ['app/asleep', 'asleep'],
    ['app/not-running', 'not-running'],
    ['app/disconnected', 'disconnected'],
    ['internal/unexpected', 'unknown'],
  ])('%s is of %s', (code, category) => {
    expect(categoryOf(code)).toBe(category);
  });

  it.each<[ErrorCode, number, string]>([
    ['server/unavailable', 503, 'maintenance'],
    ['server/unavailable', 500, 'service'],
    ['server/unavailable', 408, 'service'],
    // A portal's page where an answer of the API was due.
    ['server/unavailable', 200, 'network'],
    ['server/unavailable', 302, 'network'],
    ['socket/refused', 401, 'credential'],
    ['socket/refused', 403, 'credential'],
    ['socket/refused', 404, 'service'],
    ['socket/refused', 407, 'network'],
    ['socket/refused', 503, 'maintenance'],
    ['server/refused', 400, 'service'],
  ])('%s with HTTP %i is of %s', (code, status, category) => {
    expect(categoryOf(code, status)).toBe(category);
  });

  it('without a status does not guess at maintenance', () => {
    expect(categoryOf('server/unavailable')).toBe('service');
    expect(categoryOf('socket/refused')).toBe('service');
  });

  it('knows its codes from those of another version', () => {
    expect(isErrorCode('net/dns')).toBe(true);
    expect(isErrorCode('net/quantum')).toBe(false);
    expect(isErrorCode('toString')).toBe(false);
  });
});
