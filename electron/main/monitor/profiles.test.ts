import { describe, expect, it } from 'vitest';
import type { ProfileDraft } from '../../../shared/model/profile.ts';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import {
  eventually,
  ORG_PROFILE_ID,
  practiceRun,
  stream,
  type PracticeRun,
} from '../testing/practice-run.ts';

const quick = { random: () => 0 };
const presence = { aspect: 'presence', count: 2 };

function withoutSecret({ simulator }: PracticeRun, parts: Partial<ProfileDraft> = {}): ProfileDraft {
  const { loginUrl, apiUrl, clientId } = simulator.address;
  return { name: 'Acme', target: { kind: 'custom', loginUrl, apiUrl }, clientId, ...parts };
}

function draftOf(run: PracticeRun, parts: Partial<ProfileDraft> = {}): ProfileDraft {
  return { ...withoutSecret(run), clientSecret: run.simulator.address.clientSecret, ...parts };
}

describe('wrong credentials', () => {
  it('end in failed after two token requests, and the right secret recovers without a restart', async () => {
    const run = await practiceRun({ topicsOf: presence, clientSecret: 'wrong', world: quick });
    const { simulator, monitor, seen } = run;
    await monitor.start();
    const { state } = await seen.untilStatus('failed');
    expect(state).toMatchObject({ cause: { code: 'auth/invalid-client' } });
    expect(state.status === 'failed' && state.cause.message).toMatch(/client id.*client secret.*region/);
    expect(simulator.received.tokenRequests.map(({ status }) => status)).toEqual([401, 401]);

    await monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID }));
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    expect(simulator.received.tokenRequests.map(({ status }) => status)).toEqual([401, 401, 200]);
  });

  it('are not tried again by anything but the user who changes them', async () => {
    const { simulator, monitor, seen } = await practiceRun({
      topicsOf: presence,
      clientSecret: 'wrong',
      world: quick,
    });
    await monitor.start();
    await seen.untilStatus('failed');
    await expect(monitor.handlers.listTopics(null)).rejects.toMatchObject({
      error: { code: 'auth/invalid-client' },
    });
    monitor.hint('resumed');
    monitor.hint('network-changed');
    await monitor.handlers.tryNow(null);
    await monitor.handlers.setTopics({ topics: ['v2.users.a.presence'] });
    expect(simulator.received.tokenRequests).toHaveLength(2);
  });

  it.each([400, 401] as const)('are the same when the service answers %i', async (status) => {
    const { simulator, monitor, seen } = await practiceRun({
      topicsOf: presence,
      clientSecret: 'wrong',
      world: quick,
      simulator: { quirks: { wrongSecretStatus: status } },
    });
    await monitor.start();
    await seen.untilStatus('failed');
    expect(simulator.received.tokenRequests.map((request) => request.status)).toEqual([status, status]);
  });

  it('that came back right in between leave no trace', async () => {
    const { simulator, monitor, seen } = await practiceRun({ topicsOf: presence, world: quick });
    simulator.levers.pull({ lever: 'answer', part: 'token', status: 401, durationMs: 60_000 });
    await monitor.start();
    await seen.untilStatus('waiting');
    simulator.levers.pull({ lever: 'restore' });
    await seen.untilStatus('live');
    expect(simulator.received.tokenRequests.map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe('a profile without a secret', () => {
  it('fails with words, and connects once the secret is saved', async () => {
    const run = await practiceRun({ topicsOf: presence, clientSecret: null });
    const { simulator, monitor, seen } = run;
    await monitor.start();
    const { state } = await seen.untilStatus('failed');
    expect(state).toMatchObject({ cause: { code: 'secrets/missing' } });
    expect(simulator.received.requests).toEqual([]);
    await monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID }));
    await seen.untilStatus('live');
  });

  it('is not saved', async () => {
    const run = await practiceRun();
    await expect(run.monitor.handlers.saveProfile(withoutSecret(run))).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
    expect(run.settings.current().profiles).toHaveLength(1);
  });

  it('says so each time it is tried', async () => {
    const { monitor, seen } = await practiceRun({ topicsOf: presence, clientSecret: null });
    await monitor.start();
    await expect(monitor.handlers.connect({ profileId: ORG_PROFILE_ID })).rejects.toThrow();
    await monitor.handlers.getSnapshot(null);
    expect(seen.ofType('connection').map(({ state }) => state.status)).toEqual(['failed', 'failed']);
  });
});

describe('saving a profile', () => {
  it('keeps the secret in the store and out of the settings, and does not connect by itself', async () => {
    const run = await practiceRun();
    const { profileId } = await run.monitor.handlers.saveProfile(draftOf(run));
    expect(await run.secrets.get(profileId)).toBe(run.simulator.address.clientSecret);
    expect(JSON.stringify(run.settings.current())).not.toContain(run.simulator.address.clientSecret);
    expect(run.seen.last('settings')?.profiles.map(({ id }) => id)).toEqual(['practice', profileId]);
    expect(run.seen.reports).toEqual([]);
  });

  it('reconnects the profile that is connected, with its topics', async () => {
    const run = await practiceRun({ topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    await run.monitor.handlers.saveProfile(withoutSecret(run, { id: ORG_PROFILE_ID, name: 'Acme EU' }));
    await run.seen.untilStatus('live');
    await run.seen.untilSubscribed();
    expect(run.settings.current().profiles[1]).toMatchObject({
      name: 'Acme EU',
      topics: run.topicsOf('presence', 2),
    });
    await eventually('the end of the former socket', () => {
      const open = run.simulator.received.sockets.filter(({ closedAtMs }) => closedAtMs === undefined);
      return open.length === 1;
    });
  });

  it('leaves a profile that the user disconnected alone', async () => {
    const run = await practiceRun({ topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    await run.monitor.handlers.disconnect(null);
    const before = run.simulator.received.requests.length;
    await run.monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID }));
    expect(run.seen.status).toBe('stopped');
    expect(run.simulator.received.requests).toHaveLength(before);
  });
});

describe('switching profiles', () => {
  it('leaves one organisation and connects the other, each with its own topics', async () => {
    const run = await practiceRun({ topicsOf: presence });
    const { simulator, monitor, seen } = run;
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    await monitor.handlers.connect({ profileId: 'practice' });
    await seen.until(
      'the first topics of the practice org',
      () => (seen.last('subscriptions')?.length ?? 0) > 70,
    );
    await seen.untilSubscribed();
    expect(seen.last('settings')).toMatchObject({ activeProfileId: 'practice', isWelcomeDone: true });
    await monitor.handlers.connect({ profileId: ORG_PROFILE_ID });
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    expect(seen.last('subscriptions')).toHaveLength(2);
    await eventually('the end of the former sockets', () => {
      const open = simulator.received.sockets.filter(({ closedAtMs }) => closedAtMs === undefined);
      return open.length === 1;
    });
    const before = seen.events.length;
    // The channel of the practice org lives on without a socket, and most events are made for its topics.
    await stream(simulator, { count: 600, perSecond: 2_000 });
    await seen.until('events', () => seen.events.length > before + 2);
    const topics = seen.events.slice(before).map(({ topic }) => topic);
    expect(new Set(topics)).toEqual(new Set(run.topicsOf('presence', 2)));
  });

  it('ends with the profile that was chosen last, however fast the choices came', async () => {
    const run = await practiceRun({ topicsOf: presence });
    const { simulator, monitor, seen } = run;
    await monitor.start();
    await seen.untilStatus('live');
    const choices = ['practice', ORG_PROFILE_ID, 'practice', ORG_PROFILE_ID];
    await Promise.all(choices.map((profileId) => monitor.handlers.connect({ profileId })));
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    expect(seen.last('settings')?.activeProfileId).toBe(ORG_PROFILE_ID);
    expect(seen.last('subscriptions')?.map(({ topic }) => topic)).toEqual(run.topicsOf('presence', 2));
    await eventually('the end of every other socket', () => {
      const open = simulator.received.sockets.filter(({ closedAtMs }) => closedAtMs === undefined);
      return open.length === 1;
    });
    await monitor.stop();
    await eventually('the end of the last socket', () =>
      simulator.received.sockets.every(({ closedAtMs }) => closedAtMs !== undefined),
    );
  });

  it('to one that does not exist changes nothing', async () => {
    const { monitor, seen } = await practiceRun({ topicsOf: presence });
    await monitor.start();
    await seen.untilStatus('live');
    await expect(monitor.handlers.connect({ profileId: 'gone' })).rejects.toMatchObject({
      error: { code: 'input/invalid' },
    });
    expect(seen.status).toBe('live');
  });

  it('declares the time in between, once the first is chosen again', async () => {
    const { monitor, seen } = await practiceRun({ topicsOf: presence });
    await monitor.start();
    await seen.untilStatus('live');
    await monitor.handlers.disconnect(null);
    await monitor.handlers.connect({ profileId: ORG_PROFILE_ID });
    const { gap } = await seen.until('the gap', () => seen.ofType('gap')[0]);
    expect(gap.cause.code).toBe('app/disconnected');
  });
});

describe('removing a profile', () => {
  it('that is connected forgets its secret and falls back to the practice org', async () => {
    const run = await practiceRun({ topicsOf: presence });
    const { monitor, seen, secrets, settings } = run;
    await monitor.start();
    await seen.untilStatus('live');
    await monitor.handlers.removeProfile({ profileId: ORG_PROFILE_ID });
    expect(await secrets.get(ORG_PROFILE_ID)).toBeNull();
    expect(settings.current()).toMatchObject({ activeProfileId: 'practice', profiles: [{ id: 'practice' }] });
    await seen.untilStatus('live');
    await seen.until('the topics of the practice org', () => (seen.last('subscriptions')?.length ?? 0) > 70);
  });

  it('is refused for the practice org', async () => {
    const { monitor } = await practiceRun();
    await expect(monitor.handlers.removeProfile({ profileId: 'practice' })).rejects.toMatchObject({
      error: { code: 'input/invalid' },
    });
  });
});

describe('the first topics of the practice org', () => {
  it('do not replace those that the user chose while names were looked up', async () => {
    let answerLookUp: () => void = () => undefined;
    const lookUpAsked = new Promise<void>((asked) => {
      answerLookUp = asked;
    });
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { monitor, seen, topicsOf, settings } = await practiceRun({
      world: {
        fetch: async (url, init) => {
          if (url.includes('/api/v2/users')) {
            answerLookUp();
            await held;
          }
          return fetch(url, init);
        },
      },
    });
    await monitor.start();
    await seen.untilStatus('live');
    await lookUpAsked;
    const chosen = topicsOf('presence', 1);
    await monitor.handlers.setTopics({ topics: chosen });
    letGo();
    await seen.until('names', () => Object.keys(seen.last('directory')?.users ?? {}).length > 0);
    await monitor.handlers.getSnapshot(null);
    expect(settings.current().profiles[0]?.topics).toEqual(chosen);
    expect(seen.last('subscriptions')?.map(({ topic }) => topic)).toEqual(chosen);
  });

  it('are not touched by a session that ended before names were known', async () => {
    const { monitor, seen, settings } = await practiceRun();
    await monitor.start();
    await monitor.handlers.disconnect(null);
    await monitor.handlers.getSnapshot(null);
    expect(settings.current().profiles[0]?.topics).toEqual([]);
    expect(seen.pushes.filter(({ name }) => name === 'settings')).toEqual([]);
  });
});

describe('testing a connection', () => {
  it('passes each step and leaves nothing behind', async () => {
    const run = await practiceRun();
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

  it('ends at the sign-in with a wrong secret', async () => {
    const run = await practiceRun();
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

  it('ends at the sign-in when nobody is there', async () => {
    const run = await practiceRun();
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

  it.each([
    [403, 'may not'],
    [429, 'slow down'],
    [503, 'could not'],
  ])('ends at the API when it answers %i', async (status, words) => {
    const run = await practiceRun();
    run.simulator.levers.pull({ lever: 'answer', part: 'api', status, durationMs: 60_000 });
    const steps = await run.monitor.handlers.testConnection(draftOf(run));
    expect(steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual(['sign-in passed', 'api failed']);
    expect(steps[1]?.detail).toContain(words);
  });

  it('ends at the channel when notifications are not allowed', async () => {
    const run = await practiceRun({
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

  it('takes the stored secret of a saved profile', async () => {
    const run = await practiceRun({ topicsOf: presence });
    const { testConnection } = run.monitor.handlers;
    expect(await testConnection(withoutSecret(run, { id: ORG_PROFILE_ID }))).toHaveLength(3);
    await expect(testConnection(withoutSecret(run, { name: 'New' }))).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
  });
});

describe('a store that fails', () => {
  it('fails what needs it, in words, and nothing else', async () => {
    const broken = createMemorySecretStore('Under test.');
    const run = await practiceRun({
      topicsOf: presence,
      secrets: { ...broken, get: () => Promise.reject(new Error('locked')) },
    });
    await run.monitor.start();
    const { state } = await run.seen.untilStatus('failed');
    expect(state).toMatchObject({ cause: { code: 'internal/unexpected' } });
    expect(run.logLines).toHaveLength(1);
    expect(run.logLines[0]).not.toContain('locked');
    await run.monitor.handlers.connect({ profileId: 'practice' });
    await run.seen.untilStatus('live');
  });

  it('leaves the topics as they were when settings cannot be saved', async () => {
    const { monitor, seen, settings, topicsOf } = await practiceRun({
      topicsOf: presence,
      save: () => Promise.reject(new Error('read only')),
    });
    await monitor.start();
    await seen.untilStatus('live');
    await seen.untilSubscribed();
    await expect(monitor.handlers.setTopics({ topics: [] })).rejects.toThrow('read only');
    expect(settings.current().profiles[1]?.topics).toEqual(topicsOf('presence', 2));
    expect(seen.last('subscriptions')).toHaveLength(2);
  });
});
