import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { Failure } from '../base/failure.ts';
import { orgUrlsOf, parseOrgUrl } from './org-url.ts';

describe('reading an organisation URL', () => {
  it.each([
    ['https://login.mypurecloud.ie', 'https://login.mypurecloud.ie'],
    ['  https://login.mypurecloud.ie/  ', 'https://login.mypurecloud.ie'],
    ['https://LOGIN.MyPureCloud.ie/oauth/token?a=b#c', 'https://login.mypurecloud.ie'],
    ['https://proxy.example:8443/genesys/', 'https://proxy.example:8443'],
    ['https://login.mypurecloud.ie:443', 'https://login.mypurecloud.ie'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://127.9.8.7', 'http://127.9.8.7'],
    ['http://[::1]:4000/api', 'http://[::1]:4000'],
    // Other spellings of 127.0.0.1, which the URL parser makes plain.
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://0x7f.1', 'http://127.0.0.1'],
  ])('accepts %s as %s', (text, origin) => {
    expect(parseOrgUrl(text, 'API URL')).toBe(origin);
  });

  it.each([
    ['', 'The API URL is empty.'],
    ['   ', 'The API URL is empty.'],
    ['login.mypurecloud.ie', 'not a complete URL'],
    ['https://', 'not a complete URL'],
    ['https://a b.example', 'not a complete URL'],
    ['/etc/passwd', 'not a complete URL'],
    ['ftp://login.mypurecloud.ie', 'must start with https://'],
    ['ws://127.0.0.1', 'must start with https://'],
    ['file:///etc/passwd', 'must start with https://'],
    ['javascript:alert(1)', 'must start with https://'],
    ['data:text/html,hello', 'must start with https://'],
    ['https://user:pass@login.mypurecloud.ie', 'user name or a password'],
    ['https://login.mypurecloud.ie@evil.example', 'user name or a password'],
    ['http://login.mypurecloud.ie', 'Plain http is accepted only to this computer'],
    ['http://127.0.0.1.evil.example', 'Plain http'],
    ['http://localhost.evil.example', 'Plain http'],
    ['http://localhost.', 'Plain http'],
    ['http://notlocalhost', 'Plain http'],
    ['http://128.0.0.1', 'Plain http'],
    ['http://0.0.0.0', 'Plain http'],
    ['http://10.0.0.1', 'Plain http'],
    ['http://[::ffff:10.0.0.1]', 'Plain http'],
    ['http://[::]', 'Plain http'],
  ])('refuses %s', (text, message) => {
    expect(() => parseOrgUrl(text, 'API URL')).toThrow(message);
  });

  it('answers any text with an origin it would accept again, or with a Failure that does not repeat the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 12 }), fc.webUrl()), (text) => {
        try {
          const origin = parseOrgUrl(text, 'URL');
          expect(parseOrgUrl(origin, 'URL')).toBe(origin);
          expect(origin).toMatch(/^https?:\/\/[^/?#@]+$/);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Failure);
          expect(String(thrown)).not.toContain(text);
        }
      }),
    );
  });
});

describe('the URLs of an organisation', () => {
  it.each(REGIONS.map(({ id, environment }) => [id, environment] as const))(
    'of region %s are hosts of %s',
    (region, environment) => {
      expect(orgUrlsOf({ kind: 'region', region })).toEqual({
        loginUrl: `https://login.${environment}`,
        apiUrl: `https://api.${environment}`,
      });
    },
  );

  it('of a custom target are its origins', () => {
    const target = {
      kind: 'custom',
      loginUrl: 'https://a.example/x/',
      apiUrl: 'http://localhost:1/',
    } as const;
    expect(orgUrlsOf(target)).toEqual({ loginUrl: 'https://a.example', apiUrl: 'http://localhost:1' });
  });

  it('names the field that is wrong', () => {
    const target = { kind: 'custom', loginUrl: 'https://a.example', apiUrl: 'http://b.example' } as const;
    expect(() => orgUrlsOf(target)).toThrow('The API URL must start with https://');
  });
});
