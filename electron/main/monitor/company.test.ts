import { describe, expect, it, onTestFinished } from 'vitest';
import type { PreflightStep } from '../../../shared/model/profile.ts';
import { createLogger } from '../base/logger.ts';
import { createMonitor, type MonitorOptions } from '../create-monitor.ts';
import { DIRECT, parseProxy, type FindRoute } from '../network/route.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { createSettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile } from '../settings/settings.ts';
import { startCompany, type Company } from '../testing/company.ts';
import { Seen } from '../testing/seen.ts';

const AUTHORIZATION = `Basic ${Buffer.from('ana:s3cret-word').toString('base64')}`;

/** A monitor on a computer of the company. */
async function atWork(company: Company, options: Partial<MonitorOptions> = {}) {
  const { simulator, loginUrl, apiUrl, certificates } = company;
  const { clientId, clientSecret } = simulator.address;
  const [person] = simulator.roster.people;
  const topics = [`v2.users.${person?.id ?? ''}.presence`];
  const profile = {
    id: 'acme',
    name: 'Acme',
    target: { kind: 'custom', loginUrl, apiUrl },
    clientId,
    topics,
  } as const;
  const secrets = createMemorySecretStore('Under test.');
  await secrets.set(profile.id, clientSecret);
  const logLines: string[] = [];
  const monitor = createMonitor({
    settings: createSettingsStore({
      initial: withConnection(withProfile(FIRST_SETTINGS, profile), profile.id),
      save: () => Promise.resolve(),
    }),
    secrets,
    startPracticeOrg: () => Promise.reject(new Error('There is none.')),
    log: createLogger({ write: (line) => logLines.push(line), now: Date.now, lowestLevel: 'debug' }),
    findRoute: throughProxy(company),
    extraCertificates: [certificates.authority],
    ...options,
  });
  onTestFinished(() => monitor.stop());
  return { monitor, seen: new Seen(monitor), logLines };
}

const throughProxy = ({ proxy }: Company, login = 'ana:s3cret-word@'): FindRoute => {
  const route = parseProxy(`http://${login}127.0.0.1:${String(proxy.port)}`, 'HTTPS_PROXY');
  return () => Promise.resolve(route);
};

async function company(): Promise<Company> {
  const started = await startCompany({ authorization: AUTHORIZATION });
  onTestFinished(() => started.close());
  return started;
}

const outcomes = (steps: readonly PreflightStep[]): readonly string[] =>
  steps.map(({ step, host, outcome }) => `${step} ${host} ${outcome}`);

describe('behind the proxy and the certificates of a company', () => {
  it('goes live, hears events and comes back after a loss, all through the proxy', async () => {
    const there = await company();
    const { monitor, seen } = await atWork(there, { world: { random: () => 0 } });
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    there.simulator.levers.pull({ lever: 'burst', count: 3, perSecond: 1_000 });
    await seen.until('the events', () => seen.events.length >= 3);
    there.simulator.levers.pull({ lever: 'drop' });
    await seen.untilStatus('waiting');
    await seen.untilStatus('live');
    expect(new Set(there.proxy.asked.map(({ target }) => target))).toEqual(
      new Set(['login.acme.test:443', 'api.acme.test:443', 'streaming.acme.test:443']),
    );
  });

  it('has every stretch of the path checked', async () => {
    const { monitor } = await atWork(await company());
    const steps = await monitor.handlers.checkPath(null);
    const { proxy, connect, host } = {
      proxy: steps[0]?.host ?? '',
      connect: 'connect',
      host: 'api.acme.test',
    };
    expect(outcomes(steps)).toEqual([
      `proxy ${proxy} passed`,
      'connect login.acme.test passed',
      `proxy ${proxy} passed`,
      `${connect} ${host} passed`,
      'sign-in login.acme.test passed',
      'api api.acme.test passed',
      'channel api.acme.test passed',
      'socket streaming.acme.test passed',
    ]);
    expect(steps[1]?.detail).toMatch(/TLSv1.3.*issued by Acme Inspection CA and is valid until \d{4}-/);
  });

  it('names a missing certificate as what fails, and what to do', async () => {
    const { monitor } = await atWork(await company(), { extraCertificates: [] });
    const steps = await monitor.handlers.checkPath(null);
    expect(outcomes(steps)[1]).toBe('connect login.acme.test failed');
    expect(steps[1]).toMatchObject({ code: 'net/tls' });
    expect(steps[1]?.detail).toContain('NODE_EXTRA_CA_CERTS');
    expect(steps.slice(2).every(({ outcome }) => outcome === 'skipped')).toBe(true);
  });

  it('names a proxy that lets nobody in, in the path and in the state, and never its password', async () => {
    const there = await company();
    const findRoute = throughProxy(there, 'ana:other-word@');
    const { monitor, seen, logLines } = await atWork(there, { findRoute });
    await monitor.start();
    const { state } = await seen.untilStatus('waiting');
    expect(state).toMatchObject({ cause: { code: 'net/proxy', httpStatus: 407 } });
    const steps = await monitor.handlers.checkPath(null);
    expect(outcomes(steps)[0]).toBe(`proxy 127.0.0.1:${String(there.proxy.port)} failed`);
    const said = JSON.stringify([steps, seen.pushes, seen.entries, logLines]);
    for (const secret of ['other-word', Buffer.from('ana:other-word').toString('base64')]) {
      expect(said).not.toContain(secret);
    }
  });

  it('names a host that the DNS does not know when there is no proxy', async () => {
    const { monitor } = await atWork(await company(), { findRoute: () => Promise.resolve(DIRECT) });
    const steps = await monitor.handlers.checkPath(null);
    expect(outcomes(steps)[0]).toBe('dns login.acme.test failed');
    expect(steps[0]).toMatchObject({ code: 'net/dns' });
  });

  it('names a route that cannot be taken', async () => {
    const { monitor } = await atWork(await company(), {
      findRoute: () => Promise.reject(new Error('x')),
    });
    expect(outcomes(await monitor.handlers.checkPath(null))[0]).toBe('proxy login.acme.test failed');
  });

  it('T26: resumes before the proxy is back, goes on trying, and is live soon after', async () => {
    const there = await company();
    const { monitor, seen } = await atWork(there, { world: { random: () => 0.5 } });
    await monitor.start();
    await seen.untilStatus('live');
    there.proxy.refuseWith(502);
    there.simulator.levers.pull({ lever: 'drop' });
    await seen.untilStatus('waiting');
    monitor.hint('suspended');
    monitor.hint('resumed');
    const { state } = await seen.untilStatus('waiting');
    expect(state).toMatchObject({ cause: { code: 'net/proxy' } });
    there.proxy.refuseWith(null);
    monitor.hint('network-changed');
    await seen.untilStatus('live');
  });
});
