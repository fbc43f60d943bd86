import { describe, expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

describe('a loopback host', () => {
  it.each(['localhost', '127.0.0.1', '127.255.0.3', '[::1]'])('is %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['', '127.0.0.1.example', 'x127.0.0.1', '::1', 'localhost.', '192.168.0.1'])(
    'is not "%s"',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );
});
