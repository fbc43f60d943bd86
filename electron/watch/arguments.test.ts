import { describe, expect, it } from 'vitest';
import { Failure } from '../main/base/failure.ts';
import { parseOrgUrl } from '../main/settings/org-url.ts';
import { parseWatchArguments, UsageError } from './arguments.ts';

const parse = (...args: readonly string[]): ReturnType<typeof parseWatchArguments> =>
  parseWatchArguments(args, parseOrgUrl);

const NOTHING = {
  checksPath: false,
  extendsChannels: false,
  channelsPerDay: null,
  org: null,
  topics: [],
  topicsFile: null,
  dataDir: null,
  forMs: null,
};

describe('the arguments', () => {
  it('take a number of channels a day, and nothing that is none', () => {
    expect(parse('--channels-per-day', '2000')).toMatchObject({ channelsPerDay: 2000 });
    for (const text of ['0', '1', '-5', '2.5', 'many', '']) {
      expect(() => parse(`--channels-per-day=${text}`)).toThrow(UsageError);
    }
  });

  it.each([[[]], [['--practice']]])('mean the practice org when they are %j', (args) => {
    expect(parse(...args)).toEqual(NOTHING);
  });

  it.each(['eu-west-1', 'eu_west_1', 'EU-WEST-1', 'mypurecloud.ie', ' eu-west-1 '])(
    'know the region %j',
    (region) => {
      expect(parse('--region', region, '--client-id', 'c')).toEqual({
        ...NOTHING,
        org: {
          loginUrl: 'https://login.mypurecloud.ie',
          apiUrl: 'https://api.mypurecloud.ie',
          clientId: 'c',
        },
      });
    },
  );

  it.each([
    ['https://login.example.com', 'https://login.example.com'],
    ['https://login.example.com/', 'https://login.example.com'],
    ['https://login.example.com:8443/path?x#y', 'https://login.example.com:8443'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://localhost:4010/', 'http://localhost:4010'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
  ])('take %s for an address', (text, origin) => {
    expect(parse('--login-url', text, '--api-url', text, '--client-id', 'c')).toMatchObject({
      org: { loginUrl: origin, apiUrl: origin },
    });
  });

  it('take several topics, files and folders', () => {
    const args = ['--topic', 'v2.users.a.presence', '--topic=v2.users.a?presence&routingStatus'];
    expect(parse(...args, '--topics-file', 'topics.txt', '--data-dir', '/data')).toEqual({
      ...NOTHING,
      topics: ['v2.users.a.presence', 'v2.users.a?presence&routingStatus'],
      topicsFile: 'topics.txt',
      dataDir: '/data',
    });
  });

  it.each([
    ['1', 1_000],
    ['0.5', 500],
    ['.5', 500],
    ['0.1234567', 124],
    ['0.0001', 1],
    ['1209600', 1_209_600_000],
    ['31536000', 31_536_000_000],
  ])('take %s seconds for a time to run', (text, forMs) => {
    expect(parse('--for', text)).toEqual({ ...NOTHING, forMs });
  });

  it.each([['--help'], ['-h']])('ask for help by %s, whatever else they say', (flag) => {
    expect(parse(flag, '--region', 'nowhere')).toBe('help');
  });
});

describe('arguments that cannot be used', () => {
  const topic201 = `v2.users.${'a'.repeat(192)}`;
  it.each([
    [['--region', 'nowhere', '--client-id', 'c'], /no region "nowhere".*eu-west-1/],
    [['--region', '', '--client-id', 'c'], /no region/],
    [['--region', 'euw1.pure.cloud', '--client-id', 'c'], /no region/],
    [['--region', 'eu-west-1'], /--client-id is missing/],
    [['--region', 'eu-west-1', '--client-id', ' '], /--client-id is missing/],
    [['--region', 'eu-west-1', '--api-url', 'https://x.com', '--client-id', 'c'], /exclude each other/],
    [['--client-id', 'c'], /--client-id needs a --region/],
    [['--login-url', 'https://x.com', '--client-id', 'c'], /go together/],
    [['--api-url', 'https://x.com', '--client-id', 'c'], /go together/],
    [['--practice', '--client-id', 'c'], /--practice goes without/],
    [['--practice', '--region', 'eu-west-1', '--client-id', 'c'], /--practice goes without/],
    [['--topic', topic201], /at most 200 characters; this one has 201/],
    [['--topic', 'users.a.presence'], /starts with "v2\."/],
    [['--topic', 'v2.users.{id}.presence'], /placeholder/],
    [['--topic', 'v2.users..presence'], /empty/],
    [['--topic', ''], /starts with "v2\."/],
    [['--topic', 'v2.users.a.pre sence'], /characters that no topic has/],
    [['--for', '-5'], /./],
    [['--for=-5'], /--for takes a number/],
    [['--for', '0'], /--for takes a number/],
    [['--for', ''], /--for takes a number/],
    [['--for', 'soon'], /--for takes a number/],
    [['--for', '20s'], /--for takes a number/],
    [['--for', '1e3'], /--for takes a number/],
    [['--for', '0x10'], /--for takes a number/],
    [['--for', 'Infinity'], /--for takes a number/],
    [['--for', '99999999999999999999'], /--for takes a number/],
    [['--for'], /./],
    [['--client-secret', 's3cret'], /--client-secret/],
    [['--unknown'], /--unknown/],
  ])('are explained: %j', (args, message) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(message);
  });

  it.each([
    '',
    'example',
    'example.com',
    'ftp://example.com',
    'http://example.com',
    'http://127.evil.com',
    'http://0.0.0.0:1',
  ])('are explained: the address %j', (url) => {
    expect(() => parse('--login-url', url, '--api-url', 'https://x.com', '--client-id', 'c')).toThrow(
      Failure,
    );
    expect(() => parse('--login-url', 'https://x.com', '--api-url', url, '--client-id', 'c')).toThrow(
      /--api-url/,
    );
  });

  it.each([
    [['hunter2-secret']],
    [['--client-id', 'c', 'hunter2-secret']],
    [['--client-secret=hunter2-secret']],
    [['--client-secret', 'hunter2-secret']],
    [['--login-url', 'hunter2-secret', '--api-url', 'https://x.com', '--client-id', 'c']],
    [['--login-url', 'https://u:hunter2-secret@x.com', '--api-url', 'https://x.com', '--client-id', 'c']],
  ])('never repeat what may be a secret: %j', (args) => {
    expect(() => parse(...args)).toThrow(/^(?!.*hunter2)/s);
  });
});
