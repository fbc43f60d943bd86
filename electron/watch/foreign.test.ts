import * as v from 'valibot';
import { describe, expect, it, type TestContext } from 'vitest';
import type { Profile } from '../../shared/model/profile.ts';
import { createMonitor } from '../main/create-monitor.ts';
import { createLogger } from '../main/base/logger.ts';
import { createMemorySecretStore } from '../main/secrets/memory-secret-store.ts';
import { createSettingsStore } from '../main/settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile } from '../main/settings/settings.ts';
import { eventually } from '../main/testing/practice-run.ts';
import { ForeignServer, type ForeignOptions } from './foreign-server.ts';
import { RecordSchema, type CheckedRecord } from './record-schema.ts';
import { watch, type WatchEnd } from './watch.ts';

const PRESENCE = 'v2.users.ana.presence';
const ROUTING = 'v2.users.ana.routingStatus';

type RecordOf<Type extends CheckedRecord['type']> = Extract<CheckedRecord, { readonly type: Type }>;

/** The command's own loop against a server that nobody of us wrote the client for. Every record is checked. */
async function watchForeign(
  { onTestFinished }: TestContext,
  options: ForeignOptions & { readonly topics?: readonly string[] } = {},
) {
  const server = await ForeignServer.start(options);
  const profile: Profile = {
    id: 'foreign',
    name: 'Foreign',
    target: { kind: 'custom', loginUrl: server.url, apiUrl: server.url },
    clientId: server.clientId,
    topics: options.topics ?? [PRESENCE],
  };
  const secrets = createMemorySecretStore('Under test.');
  await secrets.set(profile.id, server.clientSecret);
  const records: CheckedRecord[] = [];
  const said: string[] = [];
  const say = (line: string): number => said.push(line);
  const monitor = createMonitor({
    settings: createSettingsStore({
      initial: withConnection(withProfile(FIRST_SETTINGS, profile), profile.id),
      save: () => Promise.resolve(),
    }),
    secrets,
    startPracticeOrg: () => Promise.reject(new Error('Nobody asked for it.')),
    log: createLogger({ write: say, now: Date.now, lowestLevel: 'debug' }),
    world: { random: () => 0 },
  });
  const stop = new AbortController();
  const output = { record: (record: object) => records.push(v.parse(RecordSchema, record)), say };
  const ended: Promise<WatchEnd> = watch(monitor, output, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await ended;
    await server.close();
    const everything = JSON.stringify([records, said]);
    for (const secret of server.secrets) expect(everything).not.toContain(secret);
  });
  const ofType = <Type extends CheckedRecord['type']>(type: Type): readonly RecordOf<Type>[] => {
    const isOfType = (record: CheckedRecord): record is RecordOf<Type> => record.type === type;
    return records.filter(isOfType);
  };
  const states = (): readonly string[] => ofType('connection').map(({ state }) => state);
  const untilLive = (times = 1): Promise<void> =>
    eventually(
      `live for the ${String(times)}. time`,
      () => states().filter((state) => state === 'live').length >= times,
    );
  return { server, records, said, ofType, states, untilLive, stop, ended };
}

describe('a foreign server', () => {
  it.concurrent(
    'is watched like any other: states, subscriptions, events, and an end in order',
    async (test) => {
      const { server, ofType, states, untilLive, stop, ended } = await watchForeign(test, {
        topics: ['v2.users.ana?presence&routingStatus'],
      });
      await untilLive();
      server.publish(PRESENCE, { n: 1 }, 'a');
      server.publish(ROUTING, { n: 2 });
      server.publish(ROUTING, { n: 2 });
      await eventually('three events', () => ofType('event').length === 3);
      stop.abort();
      expect(await ended).toEqual({ reason: 'told-to-stop' });
      expect(states()).toEqual(['authorizing', 'opening-channel', 'connecting', 'live', 'stopped']);
      expect(ofType('subscription')).toMatchObject([
        { topic: 'v2.users.ana?presence&routingStatus', status: 'confirmed' },
      ]);
      expect(ofType('event')).toMatchObject([
        { seq: 1, topic: PRESENCE, version: '1', correlationId: 'a', body: { n: 1 } },
        { seq: 2, topic: ROUTING, body: { n: 2 } },
        { seq: 3, topic: ROUTING, body: { n: 2 } },
      ]);
      expect(ofType('gap')).toEqual([]);
    },
  );

  it.concurrent('that refuses all topics for one is asked until that one is found', async (test) => {
    const topics = ['v2.a.x', 'v2.b.x', 'v2.c.x', 'v2.d.x', 'v2.e.x'];
    const { server, ofType, untilLive } = await watchForeign(test, {
      topics,
      forbidden: ['v2.b.x', 'v2.e.x'],
      refusesWhole: true,
    });
    await untilLive();
    await eventually('answers', () => ofType('subscription').length === 5);
    expect(ofType('subscription').map(({ topic, status }) => `${topic} ${status}`)).toEqual([
      'v2.a.x confirmed',
      'v2.b.x refused',
      'v2.c.x confirmed',
      'v2.d.x confirmed',
      'v2.e.x refused',
    ]);
    expect(ofType('subscription')[1]).toMatchObject({ missingPermissions: ['test:it:all'] });
    expect([...(server.channels[0]?.topics ?? [])].sort()).toEqual(['v2.a.x', 'v2.c.x', 'v2.d.x']);
  });

  it.concurrent('that knows ignoreErrors names refused topics as well', async (test) => {
    const { ofType, untilLive } = await watchForeign(test, {
      topics: ['v2.a.x', 'v2.b.x'],
      forbidden: ['v2.b.x'],
    });
    await untilLive();
    await eventually('answers', () => ofType('subscription').length === 2);
    expect(ofType('subscription')).toMatchObject([
      { topic: 'v2.a.x', status: 'confirmed' },
      { topic: 'v2.b.x', status: 'refused', missingPermissions: ['test:it:all'] },
    ]);
  });

  it.concurrent('whose tokens end after seconds, with channels and sockets, costs no event', async (test) => {
    const { server, ofType, states, untilLive } = await watchForeign(test, { tokenLifetimeSeconds: 3 });
    await untilLive();
    const phasesSoFar = (): readonly string[] =>
      ofType('renewal').map(({ kind, phase }) => `${kind} ${phase}`);
    const patienceEndsAt = Date.now() + 15_000;
    let sent = 0;
    while (phasesSoFar().filter((phase) => phase === 'token done').length < 2) {
      if (Date.now() > patienceEndsAt) throw new Error(`No second renewal: ${phasesSoFar().join()}`);
      server.publish(PRESENCE, { n: (sent += 1) }, `id-${String(sent)}`);
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    await eventually('the last event', () => ofType('event').length >= sent);
    expect(ofType('event').map(({ body }) => body)).toEqual(
      Array.from({ length: sent }, (_, index) => ({ n: index + 1 })),
    );
    expect(phasesSoFar().filter((phase) => phase.endsWith('failed'))).toEqual([]);
    expect(states().at(-1)).toBe('live');
    expect(ofType('gap')).toEqual([]);
    expect(server.requests.filter((request) => request.endsWith(' 401'))).toEqual([]);
  });

  it.concurrent('that refuses upgrades is tried again, whatever it refuses them with', async (test) => {
    const comeBack = async (status: number): Promise<void> => {
      const { server, ofType, untilLive } = await watchForeign(test);
      await untilLive();
      server.refuse(status, 2);
      for (const socket of server.sockets) socket.terminate();
      await untilLive(2);
      await eventually('the gap', () => ofType('gap').length === 1);
      server.publish(PRESENCE, { n: 1 }, 'a');
      await eventually('an event', () => ofType('event').length === 1);
    };
    await Promise.all([401, 403, 404, 429, 500, 503].map(comeBack));
  });

  it.concurrent('that refuses the first upgrade of all is tried again', async (test) => {
    const { server, untilLive, ofType } = await watchForeign(test);
    server.refuse(503, 1);
    await untilLive();
    expect(ofType('gap')).toEqual([]);
  });

  it.concurrent('that resets connections in the middle of the handshake is tried again', async (test) => {
    const { server, ofType, untilLive } = await watchForeign(test);
    server.refuse('reset', 2);
    await untilLive();
    server.refuse('reset', 2);
    for (const socket of server.sockets) socket.terminate();
    await untilLive(2);
    await eventually('the gap', () => ofType('gap').length === 1);
  });

  it.concurrent(
    'that goes silent is left after 18 seconds, and the gap begins with the last word',
    { timeout: 60_000 },
    async (test) => {
      const { server, ofType, states, untilLive } = await watchForeign(test);
      await untilLive();
      server.publish(PRESENCE, { n: 1 }, 'a');
      await eventually('the event', () => ofType('event').length === 1);
      const lastWordAt = Date.parse(ofType('event')[0]?.at ?? '');
      server.isSilent = true;
      await eventually('the verdict', () => states().at(-1) === 'waiting', 25_000);
      const noticedAfterMs = Date.now() - lastWordAt;
      server.isSilent = false;
      await untilLive(2);
      await eventually('the gap', () => ofType('gap').length === 1);
      const gap = ofType('gap')[0];
      expect(gap?.cause).toBe('socket/silent');
      expect(Math.abs(Date.parse(gap?.from ?? '') - lastWordAt)).toBeLessThan(100);
      expect(noticedAfterMs).toBeLessThan(20_000);
    },
  );

  it.concurrent('that knows no HEAD is come back to all the same', async (test) => {
    const { server, ofType, untilLive } = await watchForeign(test, { knowsNoHead: true });
    await untilLive();
    server.refuse(503, 2);
    for (const socket of server.sockets) socket.terminate();
    await untilLive(2);
    server.publish(PRESENCE, { n: 1 }, 'a');
    await eventually('an event', () => ofType('event').length === 1);
  });

  it.concurrent('that sends garbage is listened to on', async (test) => {
    const { server, said, ofType, states, untilLive } = await watchForeign(test);
    await untilLive();
    const garbage = [
      '',
      'garbage',
      '[]',
      'null',
      '{"topicName":7}',
      `{"topicName":"v2.system.x","channelId":"${server.channels[0]?.id ?? ''}"`,
    ];
    for (const frame of garbage) server.send(frame);
    server.send(Buffer.from([0, 255, 254]));
    server.send(`{"topicName":"${PRESENCE}","eventBody":${'['.repeat(5_000)}${']'.repeat(5_000)}}`);
    const nested = { text: JSON.stringify({ deep: [1, { deeper: '{"deepest":true}' }] }) };
    server.publish(PRESENCE, nested, 'a');
    await eventually('the event after it', () => ofType('event').length === 1);
    expect(ofType('event')[0]?.body).toEqual(nested);
    expect(states().at(-1)).toBe('live');
    expect(said.filter((line) => line.startsWith('A frame could not be read'))).toHaveLength(8);
  });

  it.concurrent('may send an event of three megabytes', async (test) => {
    const { server, ofType, untilLive } = await watchForeign(test);
    await untilLive();
    const body = { text: 'x'.repeat(3 * 1024 * 1024) };
    server.publish(PRESENCE, body, 'large');
    server.publish(PRESENCE, { n: 1 }, 'small');
    await eventually('both events', () => ofType('event').length === 2);
    expect(ofType('event')[0]?.body).toEqual(body);
  });

  it.concurrent('that closes right after announcing it costs one gap and one more try', async (test) => {
    const { server, ofType, untilLive } = await watchForeign(test);
    await untilLive();
    server.send('{"topicName":"v2.system.socket_closing"}');
    for (const socket of server.sockets) socket.close(1001);
    await untilLive(2);
    await eventually('the gap', () => ofType('gap').length === 1);
  });

  it.concurrent.for([
    ['the documented system topic', '{"topicName":"v2.system.no_longer_subscribed.ID"}'],
    ['an answer in band', '{"result":"404","message":"Channel not found"}'],
  ] as const)(
    'that gives the channel to somebody else, by %s, is asked for a new one',
    async ([, frame], test) => {
      const { server, ofType, untilLive } = await watchForeign(test);
      await untilLive();
      server.send(frame.replace('ID', server.channels[0]?.id ?? ''));
      await untilLive(2);
      expect(server.channels).toHaveLength(2);
      expect(ofType('gap')).toMatchObject([{ cause: 'channel/evicted' }]);
      expect(server.channels[1]?.topics).toEqual([PRESENCE]);
    },
  );

  it.concurrent('that revokes the token is asked for a new one', async (test) => {
    const { server, untilLive } = await watchForeign(test);
    await untilLive();
    server.send('{"topicName":"v2.system.token_revoked.x","eventBody":{"systemTopicType":"token_revoked"}}');
    await eventually('a new token', () => server.tokens.length === 2);
  });
});
