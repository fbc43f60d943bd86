import { describe, expect, it } from 'vitest';
import type { Lever } from '../../../shared/practice/levers.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { eventually, practiceRun, type PracticeRun } from '../testing/practice-run.ts';

const presence = { aspect: 'presence', count: 2 };

/** What keeps the process running, apart from what did so already. */
function resources(): readonly string[] {
  return process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|TLS|Immediate/.test(name));
}

/** Nothing is sent once `stop` has resolved, and no socket stays open. */
async function expectFinal({ simulator, seen }: PracticeRun): Promise<void> {
  const { requests, sockets } = simulator.received;
  // What was sent before the end may still be on its way to the org; this comes in after it.
  for (let turn = 0; turn < 3; turn += 1) await fetch(`${simulator.address.controlUrl}/state`);
  const before = [requests.length, sockets.length, seen.pushes.length];
  await eventually('the end of every socket', () =>
    sockets.every(({ closedAtMs }) => closedAtMs !== undefined),
  );
  // Whatever was left behind would be due within the shortest back-off.
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([requests.length, sockets.length, seen.pushes.length]).toEqual(before);
}

describe('stop', () => {
  it('leaves no socket and no timer', async () => {
    const before = resources();
    const run = await practiceRun({ topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    await run.monitor.stop();
    await run.simulator.close();
    await eventually('the end of every resource', () => resources().length <= before.length);
  });

  const states: readonly (readonly [string, readonly Lever[], string])[] = [
    ['live', [], 'live'],
    ['waiting', [{ lever: 'outage', durationMs: 60_000 }], 'waiting'],
    ['opening a channel', [{ lever: 'slow', delayMs: 300, durationMs: 60_000 }], 'opening-channel'],
    ['connecting', [{ lever: 'slow', delayMs: 300, durationMs: 60_000 }], 'connecting'],
    ['signing in', [{ lever: 'slow', delayMs: 300, durationMs: 60_000 }], 'authorizing'],
    ['failed', [{ lever: 'answer', part: 'api', status: 403, durationMs: 60_000 }], 'failed'],
  ];

  it.concurrent.for(states)('is final while %s', async ([, levers, status], { onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence, world: { random: () => 0 } });
    for (const lever of levers) run.simulator.levers.pull(lever);
    await run.monitor.start();
    await run.seen.until(status, () => run.seen.status === status);
    await run.monitor.stop();
    await expectFinal(run);
    expect(run.seen.status).toBe('stopped');
  });

  it.concurrent('is final during a renewal', async ({ onTestFinished }) => {
    const run = await practiceRun({
      onTestFinished,
      topicsOf: presence,
      simulator: { tokenLifetimeSeconds: 2 },
    });
    await run.monitor.start();
    await run.seen.until('a renewal', () => run.seen.ofType('renewal').length > 0);
    await run.monitor.stop();
    await expectFinal(run);
  });

  it.concurrent('before any start, and twice, does nothing', async ({ onTestFinished }) => {
    const { monitor, simulator } = await practiceRun({ onTestFinished });
    await monitor.stop();
    await monitor.stop();
    expect(simulator.received.requests).toEqual([]);
  });

  it.concurrent('stores and publishes what came until then', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    await run.monitor.stop();
    expect(run.seen.ofType('connection').at(-1)?.state.status).toBe('stopped');
  });

  it.concurrent('is not undone by a choice that was still being saved', async ({ onTestFinished }) => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const run = await practiceRun({ onTestFinished, topicsOf: presence, save: () => held });
    const choosing = run.monitor.handlers.connect({ profileId: 'practice' });
    await run.monitor.stop();
    letGo();
    await Promise.allSettled([choosing]);
    await expectFinal(run);
    expect(run.simulator.received.requests).toEqual([]);
  });

  it.concurrent('is not undone by a secret that was still being read', async ({ onTestFinished }) => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const kept = createMemorySecretStore('Under test.');
    const run = await practiceRun({
      onTestFinished,
      topicsOf: presence,
      secrets: { ...kept, get: async (account) => (await held, kept.get(account)) },
    });
    const starting = run.monitor.start();
    await run.monitor.stop();
    letGo();
    await starting;
    await expectFinal(run);
    expect(run.simulator.received.requests).toEqual([]);
  });

  it.concurrent('ends a test of a connection', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    run.simulator.levers.pull({ lever: 'slow', delayMs: 200, durationMs: 60_000 });
    const { loginUrl, apiUrl, clientId, clientSecret } = run.simulator.address;
    const testing = run.monitor.handlers.testConnection({
      name: 'Acme',
      target: { kind: 'custom', loginUrl, apiUrl },
      clientId,
      clientSecret,
    });
    await eventually('the sign-in', () => run.simulator.received.tokenRequests.length > 0);
    await run.monitor.stop();
    const steps = await testing;
    expect(steps.map(({ outcome }) => outcome)).toContain('failed');
    expect(run.simulator.received.requests).toHaveLength(1);
  });
});
