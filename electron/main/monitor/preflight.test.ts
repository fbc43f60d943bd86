import { describe, expect, it } from 'vitest';
import type { PreflightStep } from '../../../shared/model/profile.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { createTrust } from '../network/trust.ts';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { draftOf, ORG_PROFILE_ID, practiceRun, withoutSecret } from '../testing/practice-run.ts';
import { runPreflight } from './preflight.ts';

const outcomes = (steps: readonly PreflightStep[]): readonly string[] =>
  steps.map(({ step, outcome }) => `${step} ${outcome}`);

const presence = { aspect: 'presence', count: 2 };

describe('testing a connection', () => {
  it.concurrent('passes each step and leaves nothing behind', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(steps.map(({ step, outcome, detail }) => `${step} ${outcome}: ${detail}`)).toEqual([
      'proxy passed: None is set for this address.',
      'connect passed: Connected, without encryption.',
      'sign-in passed: Signed in. The token lives 24 hours.',
      'api passed: The API accepts the token of Practice Organisation.',
      'channel passed: Notifications are allowed. 0 of 20 channels of this client are in use.',
      'socket passed: WebSockets get through: asked for no real channel, it answered HTTP 404.',
    ]);
    for (const { ms } of steps) expect(ms).toBeGreaterThanOrEqual(0);
    expect(run.simulator.received.channels).toEqual([]);
    expect(run.settings.current().profiles).toHaveLength(1);
    expect(run.seen.pushes).toEqual([]);
  });

  it.concurrent('ends at the sign-in with a wrong secret', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const steps = await run.monitor.handlers.testConnection(draftOf(run, { clientSecret: 'wrong' }));
    expect(outcomes(steps)).toEqual([
      'proxy passed',
      'connect passed',
      'sign-in failed',
      'api skipped',
      'channel skipped',
      'socket skipped',
    ]);
    expect(steps[2]).toMatchObject({
      code: 'auth/invalid-client',
      detail: expect.stringMatching(/client secret.*region/) as string,
    });
    expect(steps[3]).toEqual({
      step: 'api',
      host: steps[3]?.host,
      outcome: 'skipped',
      detail: 'Not tried.',
      ms: null,
    });
    expect(run.simulator.received.tokenRequests).toHaveLength(1);
  });

  it.concurrent('ends at the connection when nobody is there', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const gone = await startSimulator();
    await gone.close();
    const { loginUrl, apiUrl } = gone.address;
    const target = { kind: 'custom', loginUrl, apiUrl } as const;
    const steps = await run.monitor.handlers.testConnection(draftOf(run, { target }));
    expect(outcomes(steps).slice(0, 3)).toEqual(['proxy passed', 'connect failed', 'sign-in skipped']);
    expect(steps[1]).toMatchObject({
      code: 'net/refused',
      detail: `Could not connect to ${new URL(apiUrl).host}: it refused the connection.`,
    });
  });

  it('ends at the proxy when the look-up of the route hangs', async () => {
    const clock = new ManualClock();
    const { loginUrl, apiUrl } = { loginUrl: 'https://login.acme.test', apiUrl: 'https://api.acme.test' };
    const outcome = runPreflight(
      {
        clock,
        fetch: () => Promise.reject(new Error('must not be asked')),
        openWire: () => ({ send: () => undefined, drop: () => undefined }),
        network: { findRoute: () => new Promise(() => undefined), trust: createTrust([]) },
      },
      { loginUrl, apiUrl, credentials: { clientId: 'c', clientSecret: 's' }, socketOrigin: null },
      new AbortController().signal,
    );
    await clock.advance(60_000);
    const steps = await outcome;
    expect(outcomes(steps).slice(0, 3)).toEqual(['proxy failed', 'proxy skipped', 'sign-in skipped']);
    expect(steps[0]).toMatchObject({ host: 'login.acme.test', code: 'net/timeout' });
  });

  it.concurrent.for([
    [403, 'may not'],
    [429, 'slow down'],
    [503, 'could not'],
  ] as const)('ends at the API when it answers %i', async ([status, words], { onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    run.simulator.levers.pull({ lever: 'answer', part: 'api', status, durationMs: 60_000 });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(outcomes(steps).slice(2)).toEqual([
      'sign-in passed',
      'api failed',
      'channel skipped',
      'socket skipped',
    ]);
    expect(steps[3]?.detail).toContain(words);
  });

  it.concurrent('ends at the channel when notifications are not allowed', async ({ onTestFinished }) => {
    const run = await practiceRun({
      onTestFinished,
      world: {
        fetch: (url, init) =>
          url.includes('includechannels')
            ? Promise.resolve(Response.json({ code: 'not.authorized', message: 'No.' }, { status: 403 }))
            : fetch(url, init),
      },
    });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(outcomes(steps).slice(2)).toEqual([
      'sign-in passed',
      'api passed',
      'channel failed',
      'socket skipped',
    ]);
  });

  it.concurrent.for([
    [429, 'passed', /get through/],
    [503, 'failed', /HTTP 503: it is not available now/],
  ] as const)(
    'sees in a socket that is answered %i: %s',
    async ([status, outcome, words], { onTestFinished }) => {
      const run = await practiceRun({ onTestFinished });
      run.simulator.levers.pull({ lever: 'answer', part: 'upgrade', status, durationMs: 60_000 });
      const steps = await run.monitor.handlers.testConnection(draftOf(run));
      expect(steps.at(-1)).toMatchObject({ step: 'socket', outcome });
      expect(steps.at(-1)?.detail).toMatch(words);
    },
  );

  it.concurrent('takes the stored secret of a saved profile', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
    const { testConnection } = run.monitor.handlers;
    expect(await testConnection(withoutSecret(run, { id: ORG_PROFILE_ID }))).toHaveLength(6);
    await expect(testConnection(withoutSecret(run, { name: 'New' }))).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
  });
});

describe('checking the path of what is watched', () => {
  it.concurrent('goes beside the live connection and leaves it alone', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    const channels = run.simulator.received.channels.length;
    const steps = await run.monitor.handlers.checkPath(null);
    expect(new Set(steps.map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
    expect(steps.at(-1)).toMatchObject({ step: 'socket', host: new URL(run.simulator.address.apiUrl).host });
    expect(run.seen.status).toBe('live');
    expect(run.simulator.received.channels).toHaveLength(channels);
    expect(run.simulator.received.sockets).toHaveLength(1);
  });

  it.concurrent('knows the practice org, also before it runs', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    expect(await run.monitor.handlers.checkPath(null)).toHaveLength(6);
  });

  it.concurrent('says so when there is no secret to sign in with', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topics: [], clientSecret: null });
    await expect(run.monitor.handlers.checkPath(null)).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
  });
});
