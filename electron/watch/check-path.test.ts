import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCompany, type Company } from '../main/testing/company.ts';
import { RecordSchema, type CheckedRecord } from './record-schema.ts';

const root = resolve(import.meta.dirname, '../..');
const AUTHORIZATION = `Basic ${Buffer.from('ana:s3cret-word').toString('base64')}`;

interface Ended {
  readonly status: number | string | null;
  readonly records: readonly CheckedRecord[];
  readonly said: string;
}

/** The real command in a process of its own, on a computer of the company. */
async function watchAtWork(
  { simulator, proxy, certificates, loginUrl, apiUrl }: Company,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const caFile = join(folder, 'company-ca.pem');
  await writeFile(caFile, certificates.authority);
  const { clientId, clientSecret } = simulator.address;
  const all = ['--login-url', loginUrl, '--api-url', apiUrl, '--client-id', clientId, ...args];
  return new Promise((done) => {
    const child = execFile(
      join(root, 'node_modules/.bin/node'),
      [join(root, 'electron/watch/main.ts'), ...all],
      {
        env: {
          ...process.env,
          GENESYS_CLIENT_SECRET: clientSecret,
          HTTPS_PROXY: `http://ana:s3cret-word@127.0.0.1:${String(proxy.port)}`,
          https_proxy: undefined,
          NODE_EXTRA_CA_CERTS: caFile,
          ...env,
        },
      },
      (_error, stdout, stderr) => {
        const lines = stdout.split('\n').slice(0, -1);
        const records = lines.map((line) => v.parse(RecordSchema, JSON.parse(line)));
        done({ status: child.exitCode ?? child.signalCode, records, said: stdout + stderr });
      },
    );
  });
}

async function company(): Promise<Company> {
  const started = await startCompany({ authorization: AUTHORIZATION });
  onTestFinished(() => started.close());
  return started;
}

const hops = ({ records }: Ended): readonly string[] =>
  records.map((record) => (record.type === 'path' ? `${record.hop} ${record.outcome}` : record.type));

describe('the watch command at work', () => {
  it('goes live through the proxy of the environment, trusting the authority of the company', async () => {
    const there = await company();
    const ended = await watchAtWork(there, ['--for', '2.5']);
    expect(ended.status).toBe(0);
    expect(ended.records).toContainEqual(expect.objectContaining({ type: 'connection', state: 'live' }));
    expect(there.proxy.asked.map(({ target }) => target)).toContain('streaming.acme.test:443');
    expect(ended.said).not.toContain('s3cret-word');
  });

  it('--check-path prints a record for each hop and exits with 0', async () => {
    const ended = await watchAtWork(await company(), ['--check-path']);
    expect(ended.status).toBe(0);
    expect(hops(ended)).toEqual([
      'proxy passed',
      'connect passed',
      'proxy passed',
      'connect passed',
      'sign-in passed',
      'api passed',
      'channel passed',
      'socket passed',
    ]);
  });

  it('--check-path names the hop that fails, and exits with 2 when only the user can help', async () => {
    const there = await company();
    const cases = await Promise.all([
      watchAtWork(there, ['--check-path'], { NODE_EXTRA_CA_CERTS: '' }),
      watchAtWork(there, ['--check-path'], { GENESYS_CLIENT_SECRET: 'hunter2-wrong' }),
      watchAtWork(there, ['--check-path'], { HTTPS_PROXY: `http://127.0.0.1:${String(there.proxy.port)}` }),
    ]);
    expect(cases.map((each) => hops(each).find((hop) => hop.endsWith('failed')))).toEqual([
      'connect failed',
      'sign-in failed',
      'proxy failed',
    ]);
    expect(cases.map(({ status }) => status)).toEqual([2, 2, 2]);
    expect(cases[0].said).toContain('NODE_EXTRA_CA_CERTS');
    for (const { said } of cases) expect(said).not.toContain('hunter2');
  });

  it('--check-path exits with 1 when it may pass by itself', async () => {
    const there = await company();
    there.simulator.levers.pull({ lever: 'answer', part: 'api', status: 503, durationMs: 60_000 });
    const ended = await watchAtWork(there, ['--check-path']);
    expect(ended.status).toBe(1);
    expect(hops(ended).slice(-3)).toEqual(['api failed', 'channel skipped', 'socket skipped']);
  });

  it('says so at once when the proxy is of no use, and does not repeat its password', async () => {
    const ended = await watchAtWork(await company(), ['--check-path'], {
      HTTPS_PROXY: 'socks5://ana:hunter2@proxy.acme.test:1080',
    });
    expect(ended.status).toBe(2);
    expect(ended.records).toEqual([]);
    expect(ended.said).toMatch(/proxy\.acme\.test:1080 in HTTPS_PROXY .* does not support/);
    expect(ended.said).not.toContain('hunter2');
  });
});
