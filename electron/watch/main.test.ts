import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../main/testing/practice-run.ts';
import { ForeignServer } from './foreign-server.ts';
import { RecordSchema, type CheckedRecord } from './record-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const PRESENCE = 'v2.users.ana.presence';

interface Run {
  readonly child: ChildProcess;
  /** Complete lines of stdout so far. */
  readonly lines: () => readonly string[];
  readonly records: () => readonly CheckedRecord[];
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit status, or the signal that ended it. */
  readonly exit: Promise<number | string | null>;
}

/** The real command in a process of its own, without a terminal. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(join(root, 'node_modules/.bin/node'), [join(root, 'electron/watch/main.ts'), ...args], {
    env: { ...process.env, GENESYS_CLIENT_SECRET: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = (): readonly string[] => stdout.split('\n').slice(0, -1);
  return {
    child,
    lines,
    records: () => lines().map((line) => v.parse(RecordSchema, JSON.parse(line))),
    stdout: () => stdout,
    stderr: () => stderr,
    exit: new Promise((done) => {
      child.on('close', (code, signal) => {
        done(code ?? signal);
      });
    }),
  };
}

const isLive = ({ records }: Run): boolean =>
  records().some((record) => record.type === 'connection' && record.state === 'live');

async function foreign(): Promise<{
  readonly server: ForeignServer;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}> {
  const server = await ForeignServer.start();
  onTestFinished(() => server.close());
  return {
    server,
    args: ['--login-url', server.url, '--api-url', server.url, '--client-id', server.clientId],
    env: { GENESYS_CLIENT_SECRET: server.clientSecret },
  };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'vigil-watch-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

/** Plain words and nothing of a stack. */
function expectPlainWords({ stderr }: Run): void {
  expect(stderr()).not.toMatch(/^\s+at |\.ts:\d|Error:/m);
}

describe('the watch command', () => {
  it('prints records and nothing else, remembers a run that was killed, and ends in order', async () => {
    const { server, args, env } = await foreign();
    const dataDir = await folder();
    const topicsFile = join(dataDir, 'topics.txt');
    await writeFile(topicsFile, `# people\n${PRESENCE}  # Ana\n`);
    const options = [...args, '--topics-file', topicsFile, '--data-dir', dataDir];

    const killed = run(options, env);
    await eventually('live', () => isLive(killed));
    killed.child.kill('SIGKILL');
    expect(await killed.exit).toBe('SIGKILL');

    const next = run(options, env);
    await eventually('live', () => isLive(next));
    server.publish(PRESENCE, { text: 'ü\u2028\n' }, 'a');
    await eventually('the event', () => next.records().some(({ type }) => type === 'event'));
    next.child.kill('SIGTERM');
    expect(await next.exit).toBe(0);
    expect(next.stdout().endsWith('\n')).toBe(true);
    const kinds = next.records().map((record) => (record.type === 'connection' ? record.state : record.type));
    // What the gap hid is fetched meanwhile, and may or may not be there in time.
    expect(kinds.filter((kind) => !kind.startsWith('refresh')).sort()).toEqual(
      [
        'authorizing',
        'opening-channel',
        'connecting',
        'subscription',
        'live',
        'gap',
        'event',
        'stopped',
        'coverage',
      ].sort(),
    );
    expect(next.records().find(({ type }) => type === 'gap')).toMatchObject({
      cause: 'app/not-running',
      category: 'not-running',
    });
    expect(kinds.slice(-2)).toEqual(['stopped', 'coverage']);
    expect(next.records().at(-1)).toMatchObject({ gaps: 1 });
    for (const secret of server.secrets) {
      for (const said of [killed, next]) expect(said.stdout() + said.stderr()).not.toContain(secret);
    }
    expectPlainWords(next);
  });

  it('runs against the practice org without any argument, for as long as it is told', async () => {
    const practice = run(['--for', '1.5']);
    expect(await practice.exit).toBe(0);
    expect(isLive(practice)).toBe(true);
    expect(practice.records().at(-2)).toMatchObject({ type: 'connection', state: 'stopped' });
    expect(practice.records().at(-1)).toMatchObject({ type: 'coverage', share: 1 });
    expectPlainWords(practice);
  });

  it('ends in order at SIGINT, also before it is live', async () => {
    const { server, args, env } = await foreign();
    server.refuse(503, 1_000);
    const waiting = run([...args, '--topic', PRESENCE], env);
    await eventually('a first record', () => waiting.lines().length > 0);
    waiting.child.kill('SIGINT');
    expect(await waiting.exit).toBe(0);
    expect(waiting.records().at(-2)).toMatchObject({ state: 'stopped' });
  });

  it('exits with 2 and plain words when only the user can help', async () => {
    const { args } = await foreign();
    const secret = { GENESYS_CLIENT_SECRET: 'hunter2-wrong' };
    const unusable = join(await folder(), 'file');
    await writeFile(unusable, '');
    const cases: readonly (readonly [Run, RegExp])[] = [
      [
        run([...args, '--topic', PRESENCE], secret),
        /Check the client id, the client secret and the region\./,
      ],
      [run(args), /Set GENESYS_CLIENT_SECRET/],
      [run(['--region', 'nowhere', '--client-id', 'c'], secret), /no region "nowhere"/],
      [
        run(
          ['--login-url', 'http://example.com', '--api-url', 'http://example.com', '--client-id', 'c'],
          secret,
        ),
        /https:/,
      ],
      [run(['--practice', '--data-dir', join(unusable, 'sub')]), /data folder .* cannot be used \(ENOTDIR\)/],
      [
        run(['--practice', '--topics-file', join(unusable, 'sub')]),
        /topics file .* cannot be read \(ENOTDIR\)/,
      ],
    ];
    for (const [each, words] of cases) {
      expect(await each.exit).toBe(2);
      expect(each.stderr()).toMatch(words);
      expect(each.stdout() + each.stderr()).not.toContain('hunter2');
      expectPlainWords(each);
    }
    const [wrong, ...badArguments] = cases.map(([each]) => each);
    expect(wrong?.records().at(-3)).toMatchObject({ state: 'failed', cause: 'auth/invalid-client' });
    for (const each of badArguments) expect(each.stdout()).toBe('');
  });

  it('ends quietly when whoever read its output is gone', async () => {
    const { server, args, env } = await foreign();
    const half = run([...args, '--topic', PRESENCE], env);
    const whole = run([...args, '--topic', PRESENCE], env);
    await eventually('live', () => isLive(half) && isLive(whole));
    half.child.stdout?.destroy();
    whole.child.stdout?.destroy();
    whole.child.stderr?.destroy();
    server.publish(PRESENCE, { n: 1 });
    expect(await half.exit).toBe(0);
    expect(await whole.exit).toBe(0);
    expectPlainWords(half);
  });

  it('goes on when nobody reads what is for people', async () => {
    const { server, args, env } = await foreign();
    const deaf = run([...args, '--topic', PRESENCE], env);
    await eventually('live', () => isLive(deaf));
    deaf.child.stderr?.destroy();
    server.send('garbage');
    server.send('garbage');
    server.publish(PRESENCE, { n: 1 });
    await eventually('the event', () => deaf.records().some(({ type }) => type === 'event'));
    deaf.child.kill('SIGINT');
    expect(await deaf.exit).toBe(0);
  });
});
