import { describe, expect, it } from 'vitest';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { withGroup, withTopics } from '../settings/settings.ts';
import { draftOf, eventually, ORG_PROFILE_ID, practiceRun, withoutSecret } from '../testing/practice-run.ts';

const quick = { random: () => 0 };
const presence = { aspect: 'presence', count: 2 };

describe('wrong credentials', () => {
  it.concurrent(
    'end in failed after two token requests, and the right secret recovers without a restart',
    async ({ onTestFinished }) => {
      const run = await practiceRun({
        onTestFinished,
        topicsOf: presence,
        clientSecret: 'wrong',
        world: quick,
      });
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
    },
  );

  it.concurrent(
    'are not tried again by anything but the user who changes them',
    async ({ onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
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
    },
  );

  it.concurrent.for([400, 401] as const)(
    'are the same when the service answers %i',
    async (status, { onTestFinished }) => {
      const { simulator, monitor, seen } = await practiceRun({
        onTestFinished,
        topicsOf: presence,
        clientSecret: 'wrong',
        world: quick,
        simulator: { quirks: { wrongSecretStatus: status } },
      });
      await monitor.start();
      await seen.untilStatus('failed');
      expect(simulator.received.tokenRequests.map((request) => request.status)).toEqual([status, status]);
    },
  );

  it.concurrent('that came back right in between leave no trace', async ({ onTestFinished }) => {
    const { simulator, monitor, seen } = await practiceRun({
      onTestFinished,
      topicsOf: presence,
      world: quick,
    });
    simulator.levers.pull({ lever: 'answer', part: 'token', status: 401, durationMs: 60_000 });
    await monitor.start();
    await seen.untilStatus('waiting');
    simulator.levers.pull({ lever: 'restore' });
    await seen.untilStatus('live');
    expect(simulator.received.tokenRequests.map(({ status }) => status)).toEqual([401, 200]);
  });
});

describe('a profile without a secret', () => {
  it.concurrent('fails with words, and connects once the secret is saved', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence, clientSecret: null });
    const { simulator, monitor, seen } = run;
    await monitor.start();
    const { state } = await seen.untilStatus('failed');
    expect(state).toMatchObject({ cause: { code: 'secrets/missing' } });
    expect(simulator.received.requests).toEqual([]);
    await monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID }));
    await seen.untilStatus('live');
  });

  it.concurrent('is not saved', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished });
    await expect(run.monitor.handlers.saveProfile(withoutSecret(run))).rejects.toMatchObject({
      error: { code: 'secrets/missing' },
    });
    expect(run.settings.current().profiles).toHaveLength(1);
  });

  it.concurrent('says so each time it is tried', async ({ onTestFinished }) => {
    const { monitor, seen } = await practiceRun({ onTestFinished, topicsOf: presence, clientSecret: null });
    await monitor.start();
    await expect(monitor.handlers.connect({ profileId: ORG_PROFILE_ID })).rejects.toThrow();
    await monitor.handlers.getSnapshot(null);
    expect(seen.ofType('connection').map(({ state }) => state.status)).toEqual(['failed', 'failed']);
  });
});

describe('saving a profile', () => {
  it.concurrent(
    'keeps the secret in the store and out of the settings, and does not connect by itself',
    async ({ onTestFinished }) => {
      const run = await practiceRun({ onTestFinished });
      const { profileId } = await run.monitor.handlers.saveProfile(draftOf(run));
      expect(await run.secrets.get(profileId)).toBe(run.simulator.address.clientSecret);
      expect(JSON.stringify(run.settings.current())).not.toContain(run.simulator.address.clientSecret);
      expect(run.seen.last('settings')?.profiles.map(({ id }) => id)).toEqual(['practice', profileId]);
      expect(run.seen.reports).toEqual([]);
    },
  );

  it.concurrent('reconnects the profile that is connected, with its topics', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
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

  it.concurrent('keeps what is changed while the keychain is asked', async ({ onTestFinished }) => {
    const group = { kind: 'queue', id: 'billing' } as const;
    const topics = ['v2.users.a.presence'];
    const keychain = createMemorySecretStore('Under test.');
    const run = await practiceRun({
      onTestFinished,
      topicsOf: presence,
      clientSecret: null,
      secrets: {
        ...keychain,
        set: async (account, secret) => {
          if (account === ORG_PROFILE_ID) {
            await run.settings.update((now) => withGroup(now, account, group));
            await run.settings.update((now) => withTopics(now, account, topics));
          }
          await keychain.set(account, secret);
        },
      },
    });
    await run.monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID, name: 'Acme EU' }));
    expect(run.settings.current().profiles[1]).toMatchObject({ name: 'Acme EU', groups: [group], topics });
  });

  it.concurrent('leaves a profile that the user disconnected alone', async ({ onTestFinished }) => {
    const run = await practiceRun({ onTestFinished, topicsOf: presence });
    await run.monitor.start();
    await run.seen.untilStatus('live');
    await run.monitor.handlers.disconnect({ profileId: ORG_PROFILE_ID });
    const before = run.simulator.received.requests.length;
    await run.monitor.handlers.saveProfile(draftOf(run, { id: ORG_PROFILE_ID }));
    expect(run.seen.status).toBe('stopped');
    expect(run.simulator.received.requests).toHaveLength(before);
  });
});

describe('connecting a profile', () => {
  it.concurrent('that does not exist changes nothing', async ({ onTestFinished }) => {
    const { monitor, seen } = await practiceRun({ onTestFinished, topicsOf: presence });
    await monitor.start();
    await seen.untilStatus('live');
    await expect(monitor.handlers.connect({ profileId: 'gone' })).rejects.toMatchObject({
      error: { code: 'input/invalid' },
    });
    expect(seen.status).toBe('live');
  });

  it.concurrent('again declares the time in between', async ({ onTestFinished }) => {
    const { monitor, seen } = await practiceRun({ onTestFinished, topicsOf: presence });
    await monitor.start();
    await seen.untilStatus('live');
    await monitor.handlers.disconnect({ profileId: ORG_PROFILE_ID });
    await monitor.handlers.connect({ profileId: ORG_PROFILE_ID });
    const { gap } = await seen.until('the gap', () => seen.ofType('gap')[0]);
    expect(gap.cause.code).toBe('app/disconnected');
  });
});

describe('removing a profile', () => {
  it.concurrent(
    'that is connected forgets its secret and falls back to the practice org',
    async ({ onTestFinished }) => {
      const run = await practiceRun({ onTestFinished, topicsOf: presence });
      const { monitor, seen, secrets, settings } = run;
      await monitor.start();
      await seen.untilStatus('live');
      await monitor.handlers.removeProfile({ profileId: ORG_PROFILE_ID });
      expect(await secrets.get(ORG_PROFILE_ID)).toBeNull();
      expect(settings.current()).toMatchObject({
        activeProfileId: 'practice',
        profiles: [{ id: 'practice' }],
      });
      await seen.untilStatus('live');
      await seen.until(
        'the topics of the practice org',
        () => (seen.last('subscriptions')?.length ?? 0) > 70,
      );
    },
  );

  it.concurrent('is refused for the practice org', async ({ onTestFinished }) => {
    const { monitor } = await practiceRun({ onTestFinished });
    await expect(monitor.handlers.removeProfile({ profileId: 'practice' })).rejects.toMatchObject({
      error: { code: 'input/invalid' },
    });
  });
});

describe('the first topics of the practice org', () => {
  it.concurrent(
    'do not replace those that the user chose while names were looked up',
    async ({ onTestFinished }) => {
      let answerLookUp: () => void = () => undefined;
      const lookUpAsked = new Promise<void>((asked) => {
        answerLookUp = asked;
      });
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const { monitor, seen, topicsOf, settings } = await practiceRun({
        onTestFinished,
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
    },
  );

  it.concurrent(
    'are not touched by a session that ended before names were known',
    async ({ onTestFinished }) => {
      const { monitor, settings } = await practiceRun({ onTestFinished });
      await monitor.start();
      await monitor.handlers.disconnect({ profileId: 'practice' });
      await monitor.handlers.getSnapshot(null);
      expect(settings.current().profiles[0]?.topics).toEqual([]);
    },
  );
});

describe('a store that fails', () => {
  it.concurrent('fails what needs it, in words, and nothing else', async ({ onTestFinished }) => {
    const broken = createMemorySecretStore('Under test.');
    const run = await practiceRun({
      onTestFinished,
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

  it.concurrent(
    'leaves the topics as they were when settings cannot be saved',
    async ({ onTestFinished }) => {
      const { monitor, seen, settings, topicsOf } = await practiceRun({
        onTestFinished,
        topicsOf: presence,
        save: () => Promise.reject(new Error('read only')),
      });
      await monitor.start();
      await seen.untilStatus('live');
      await seen.untilSubscribed();
      await expect(monitor.handlers.setTopics({ topics: [] })).rejects.toThrow('read only');
      expect(settings.current().profiles[1]?.topics).toEqual(topicsOf('presence', 2));
      expect(seen.last('subscriptions')).toHaveLength(2);
    },
  );
});
