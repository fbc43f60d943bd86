import { connect } from 'node:net';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { describeNetworkError } from './network-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

describe('a failed connection in words', () => {
  it.each([
    ['ENOTFOUND', 'net/dns'],
    ['EAI_AGAIN', 'net/dns'],
    ['ECONNREFUSED', 'net/refused'],
    ['EHOSTUNREACH', 'net/refused'],
    ['ENETUNREACH', 'net/refused'],
    ['ETIMEDOUT', 'net/timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'net/timeout'],
    ['ECONNRESET', 'net/reset'],
    ['EPIPE', 'net/reset'],
    ['UND_ERR_SOCKET', 'net/reset'],
    ['CERT_HAS_EXPIRED', 'net/tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'net/tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'net/tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'net/tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'net/tls'],
    ['EPROTO', 'net/tls'],
  ])('calls %s %s', (platformCode, code) => {
    expect(describeNetworkError(withCode(platformCode)).code).toBe(code);
  });

  it('finds the code down the chain of causes, as fetch wraps it', () => {
    const error = new TypeError('fetch failed', { cause: withCode('ENOTFOUND') });
    expect(describeNetworkError(error).code).toBe('net/dns');
  });

  it('looks into the errors of several addresses tried at once', () => {
    const tried = new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]);
    const error = new TypeError('fetch failed', { cause: tried });
    expect(describeNetworkError(error).code).toBe('net/refused');
  });

  it('names the certificate code, which an administrator can act on', () => {
    expect(describeNetworkError(withCode('CERT_HAS_EXPIRED')).what).toContain('CERT_HAS_EXPIRED');
  });

  it('calls everything else a broken connection', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    for (const thrown of [new Error('x'), 'text', null, undefined, 7, ring, new AggregateError([])]) {
      expect(describeNetworkError(thrown)).toEqual({ code: 'net/reset', what: 'the connection broke' });
    }
  });

  it('agrees with what the platform really throws for a closed port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close();
    await once(server, 'close');
    const [thrown] = (await once(connect(port, '127.0.0.1'), 'error').catch((e: unknown) => [e])) as [
      unknown,
    ];
    expect(describeNetworkError(thrown).code).toBe('net/refused');
  });
});
