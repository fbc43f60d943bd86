import { describe, expect, it } from 'vitest';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { draftOf, ORG_PROFILE_ID, practiceRun, withoutSecret } from '../testing/practice-run.ts';

const presence = { aspect: 'presence', count: 2 };

describe('testing a connection', () => {
  it.concurrent('passes each step and leaves nothing behind', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(steps).toEqual([
      { step: 'sign-in', outcome: 'passed', detail: 'Signed in. The token lives 24 hours.' },
      { step: 'api', outcome: 'passed', detail: expect.stringContaining('Practice Organisation') as string },
      { step: 'channel', outcome: 'passed', detail: expect.stringContaining('0 of 20') as string },
    ]);
    expect(run.simulator.received.channels).toEqual([]);
    expect(run.settings.current().profiles).toHaveLength(1);
    expect(run.seen.pushes).toEqual([]);
  });

  it.concurrent('ends at the sign-in with a wrong secret', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const steps = await run.monitor.handlers.testConnection(draftOf(run, { clientSecret: 'wrong' }));
    expect(steps).toEqual([
      {
        step: 'sign-in',
        outcome: 'failed',
        detail: expect.stringMatching(/client secret.*region/) as string,
      },
    ]);
    expect(run.simulator.received.tokenRequests).toHaveLength(1);
  });

  it.concurrent('ends at the sign-in when nobody is there', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    const gone = await startSimulator();
    await gone.close();
    const { loginUrl, apiUrl } = gone.address;
    const target = { kind: 'custom', loginUrl, apiUrl } as const;
    expect(await run.monitor.handlers.testConnection(draftOf(run, { target }))).toEqual([
      {
        step: 'sign-in',
        outcome: 'failed',
        detail: expect.stringContaining('refused the connection') as string,
      },
    ]);
  });

  it.concurrent.for([
    [403, 'may not'],
    [429, 'slow down'],
    [503, 'could not'],
  ] as const)('ends at the API when it answers %i', async ([status, words], { onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    run.simulator.levers.pull({ lever: 'answer', part: 'api', status, durationMs: 60_000 });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(['sign-in passed', 'api failed']);
    expect(steps[1]?.detail).toContain(words);
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
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'sign-in passed',
      'api passed',
      'channel failed',
    ]);
  });

  it.concurrent('takes the stored secret of a saved profile', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
    const { testConnection } = run.monitor.handlers;
    expect(await testConnection(withoutSecret(run, { id: ORG_PROFILE_ID }))).toHaveLength(3);
    await expect(testConnection(withoutSecret(run, { name: 'New' }))).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
  });
});
