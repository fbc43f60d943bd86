import { describe, expect, it } from 'vitest';
import { Failure } from '../base/failure.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { Route } from './route.ts';
import { routesFromSystem } from './system-routes.ts';

const proxy = (url: string) => ({ kind: 'proxy', proxy: { url, authorization: null } });
const routeBy = (list: string): Promise<Route> =>
  routesFromSystem(() => Promise.resolve(list), new ManualClock())('https://api.acme.test/');

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
  ])('%j leads there', async (text, expected) => {
    expect(await routeBy(text)).toMatchObject(expected);
  });

  it.each(['SOCKS5 s:1080', 'SOCKS s:1080; DIRECT', 'SOCKS4 ana:hunter2@s:1080', 'QUIC s:1080; DIRECT'])(
    '%j is refused in words, and never passed by',
    async (text) => {
      const said = await routeBy(text).catch(String);
      expect(said).toMatch(/net\/proxy: The proxy s:1080 .*does not support/);
      expect(said).not.toContain('hunter2');
    },
  );

  it('is asked for each address', async () => {
    const asked: string[] = [];
    const findRoute = routesFromSystem((url) => {
      asked.push(url);
      return Promise.resolve('DIRECT');
    }, new ManualClock());
    expect(await findRoute('wss://streaming.mypurecloud.ie/')).toMatchObject({ kind: 'direct' });
    expect(asked).toEqual(['wss://streaming.mypurecloud.ie/']);
  });

  it('that cannot be had is a problem of the proxy', async () => {
    const findRoute = routesFromSystem(() => Promise.reject(new Error('x')), new ManualClock());
    const thrown: unknown = await findRoute('https://a/').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ error: { code: 'net/proxy' } });
  });
});

describe('of several ways that a PAC file names', () => {
  const MINUTE_MS = 60_000;

  function routes(list: string) {
    const clock = new ManualClock();
    const findRoute = routesFromSystem(() => Promise.resolve(list), clock);
    const next = (): Promise<Route> => findRoute('https://api.acme.test/');
    const named = (route: Route): string =>
      route.kind === 'direct' ? 'DIRECT' : new URL(route.proxy.url).host;
    return {
      clock,
      taken: async () => named(await next()),
      fails: async () => {
        const route = await next();
        route.failed?.();
        return named(route);
      },
    };
  }

  it('the first is taken as long as it leads somewhere', async () => {
    const { taken } = routes('PROXY a:1; PROXY b:2; DIRECT');
    expect([await taken(), await taken()]).toEqual(['a:1', 'a:1']);
  });

  it('the next is taken when one fails, and the first again after five minutes', async () => {
    const { taken, fails, clock } = routes('PROXY a:1; PROXY b:2; DIRECT');
    expect([await fails(), await taken(), await taken()]).toEqual(['a:1', 'b:2', 'b:2']);
    await clock.advance(5 * MINUTE_MS);
    expect(await taken()).toBe('a:1');
  });

  it('that all fail, the one is tried whose failure is longest ago', async () => {
    const { fails, clock } = routes('PROXY a:1; PROXY b:2; DIRECT');
    const tried: string[] = [];
    for (let time = 0; time < 5; time += 1) {
      tried.push(await fails());
      await clock.advance(1_000);
    }
    expect(tried).toEqual(['a:1', 'b:2', 'DIRECT', 'a:1', 'b:2']);
  });

  it.each(['PROXY a:1', 'SOCKS s:1; PROXY a:1; DIRECT'])(
    'the direct one is never made up: %s',
    async (list) => {
      const { fails } = routes(list);
      expect([await fails(), await fails()]).toEqual(['a:1', 'a:1']);
    },
  );
});
