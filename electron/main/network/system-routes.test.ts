import { describe, expect, it } from 'vitest';
import { Failure } from '../base/failure.ts';
import { routeOfPacResult, routesFromSystem } from './system-routes.ts';

const proxy = (url: string) => ({ kind: 'proxy', proxy: { url, authorization: null } });

describe('what a PAC file answers', () => {
  it.each([
    ['DIRECT', { kind: 'direct' }],
    ['', { kind: 'direct' }],
    [' ; DIRECT', { kind: 'direct' }],
    ['PROXY a:8080', proxy('http://a:8080')],
    ['proxy a:8080; DIRECT', proxy('http://a:8080')],
    ['DIRECT; PROXY a:8080', { kind: 'direct' }],
    ['HTTPS b:443', proxy('https://b')],
    ['HTTP c:3128;PROXY d:1', proxy('http://c:3128')],
    ['PROXY [2001:db8::1]:8080', proxy('http://[2001:db8::1]:8080')],
    ['SOCKS5 s:1080; PROXY a:1; DIRECT', proxy('http://a:1')],
    ['SOCKS s:1080;HTTPS b:8443', proxy('https://b:8443')],
  ])('%j leads there', (text, expected) => {
    expect(routeOfPacResult(text)).toEqual(expected);
  });

  it.each(['SOCKS5 s:1080', 'SOCKS s:1080; DIRECT', 'SOCKS4 ana:hunter2@s:1080', 'QUIC s:1080; DIRECT'])(
    '%j is refused in words, and never passed by',
    (text) => {
      expect(() => routeOfPacResult(text)).toThrow(/net\/proxy: The proxy s:1080 .*does not support/);
      expect(() => routeOfPacResult(text)).not.toThrow(/hunter2/);
    },
  );

  it('is asked for each address', async () => {
    const asked: string[] = [];
    const findRoute = routesFromSystem((url) => {
      asked.push(url);
      return Promise.resolve('DIRECT');
    });
    expect(await findRoute('wss://streaming.mypurecloud.ie/')).toEqual({ kind: 'direct' });
    expect(asked).toEqual(['wss://streaming.mypurecloud.ie/']);
  });

  it('that cannot be had is a problem of the proxy', async () => {
    const findRoute = routesFromSystem(() => Promise.reject(new Error('x')));
    const thrown: unknown = await findRoute('https://a/').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ error: { code: 'net/proxy' } });
  });
});
