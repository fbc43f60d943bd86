import { describe, expect, it } from 'vitest';
import { Failure } from '../base/failure.ts';
import { routesFromEnvironment } from './environment-routes.ts';
import { proxyHost } from './route.ts';

async function routeTo(url: string, env: Record<string, string>): Promise<string> {
  const route = await routesFromEnvironment(env)(url);
  return route.kind === 'direct' ? 'direct' : proxyHost(route.proxy);
}

const API = 'https://api.mypurecloud.ie/api/v2';
const SOCKET = 'wss://streaming.mypurecloud.ie/channels/c';

describe('the proxies of the environment', () => {
  it.each([
    [API, {}, 'direct'],
    [API, { HTTPS_PROXY: '' }, 'direct'],
    [API, { HTTPS_PROXY: 'http://proxy:8080' }, 'proxy:8080'],
    [API, { https_proxy: 'proxy:8080' }, 'proxy:8080'],
    [API, { HTTPS_PROXY: 'upper:1', https_proxy: 'lower:2' }, 'lower:2'],
    [API, { HTTPS_PROXY: 'https://proxy' }, 'proxy'],
    [API, { HTTP_PROXY: 'http://proxy:8080' }, 'direct'],
    [SOCKET, { HTTPS_PROXY: 'http://ana:secret@proxy:8080' }, 'proxy:8080'],
    ['ws://10.0.0.1/', { HTTP_PROXY: 'http://proxy:8080' }, 'proxy:8080'],
    ['http://10.0.0.1/', { http_proxy: 'proxy:8080', HTTPS_PROXY: 'other:1' }, 'proxy:8080'],
  ] as const)('lead %s with %j: %s', async (url, env, expected) => {
    expect(await routeTo(url, env)).toBe(expected);
  });

  it.each([
    ['*', 'direct'],
    ['api.mypurecloud.ie', 'direct'],
    ['API.MyPureCloud.ie', 'direct'],
    ['mypurecloud.ie', 'direct'],
    ['.mypurecloud.ie', 'direct'],
    ['*.mypurecloud.ie', 'direct'],
    ['internal, mypurecloud.ie', 'direct'],
    ['internal mypurecloud.ie:443', 'direct'],
    ['mypurecloud.ie:8443', 'proxy:8080'],
    ['purecloud.ie', 'proxy:8080'],
    ['api.mypurecloud.ie.evil', 'proxy:8080'],
    ['10.0.0.0/8', 'proxy:8080'],
    ['', 'proxy:8080'],
  ])('are passed by as NO_PROXY says: %j leads %s', async (noProxy, expected) => {
    expect(await routeTo(API, { HTTPS_PROXY: 'proxy:8080', NO_PROXY: noProxy })).toBe(expected);
  });

  it.each([
    ['10.1.2.3', '10.0.0.0/8', 'direct'],
    ['10.1.2.3', '10.1.2.3', 'direct'],
    ['10.1.2.3', '10.1.2.3:443', 'direct'],
    ['11.1.2.3', '10.0.0.0/8', 'proxy:8080'],
    ['10.1.2.3', '10.0.0.0/99', 'proxy:8080'],
    ['10.1.2.3', '2.3', 'proxy:8080'],
    ['[2001:db8::1]', '2001:db8::/32', 'direct'],
    ['[2001:db8::1]', '2001:db8::1', 'direct'],
    ['[2001:db8::1]', '[2001:db8::1]:443', 'direct'],
    ['[2001:db8::1]', '10.0.0.0/8', 'proxy:8080'],
  ])('are passed by for the address %s under %s: %s', async (host, noProxy, expected) => {
    const env = { https_proxy: 'proxy:8080', no_proxy: noProxy };
    expect(await routeTo(`https://${host}/`, env)).toBe(expected);
  });

  it('are asked for user name and password, which stay out of the address', async () => {
    const route = await routesFromEnvironment({ HTTPS_PROXY: 'http://ana:p%40ss@proxy:8080/' })(API);
    expect(route).toEqual({
      kind: 'proxy',
      proxy: {
        url: 'http://proxy:8080',
        authorization: `Basic ${Buffer.from('ana:p@ss').toString('base64')}`,
      },
    });
  });

  it.each([
    ['socks5://ana:hunter2@proxy:1080', /proxy:1080.*HTTPS_PROXY.*socks5/],
    ['http://ana:hunter2@', /HTTPS_PROXY is no address/],
    ['http://ana:hunter2@proxy:port', /HTTPS_PROXY is no address/],
  ])('are refused at once when they cannot be used, without repeating a password: %s', (value, words) => {
    expect(() => routesFromEnvironment({ HTTPS_PROXY: value })).toThrow(Failure);
    expect(() => routesFromEnvironment({ HTTPS_PROXY: value })).toThrow(words);
    try {
      routesFromEnvironment({ HTTPS_PROXY: value });
    } catch (thrown) {
      expect(String(thrown)).not.toContain('hunter2');
    }
  });
});
