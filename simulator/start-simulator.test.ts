import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { startPracticeOrg } from './practice-org.ts';
import { startSimulator, type Simulator } from './start-simulator.ts';
import { TestOrg } from './testing/org-client.ts';

const running: Pick<Simulator, 'close'>[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
});

async function start(...options: Parameters<typeof startSimulator>): Promise<Simulator> {
  const simulator = await startSimulator(...options);
  running.push(simulator);
  return simulator;
}

describe('without any options', () => {
  test('it listens on loopback with credentials of its own', async () => {
    const [first, second] = [await start(), await start()];
    expect(first.address.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.address.loginUrl).toBe(first.address.apiUrl);
    expect(first.address.clientId).not.toBe(second.address.clientId);
    expect(first.address.clientSecret).not.toBe(second.address.clientSecret);
    expect(first.address.clientSecret.length).toBeGreaterThanOrEqual(32);
    expect(first.address.controlUrl).not.toBe(second.address.controlUrl);
  });

  test('it has the same people and queues at every start', async () => {
    const [first, second] = [await start(), await start()];
    expect(first.roster).toEqual(second.roster);
    expect(first.roster.people.length).toBeGreaterThanOrEqual(60);
    expect(first.roster.people.some((person) => person.name === 'Ana Ruiz')).toBe(true);
    expect(first.roster.queues.some((queue) => queue.name === 'Billing')).toBe(true);
  });

  test('it is what the app starts as its practice org', async () => {
    const practice = await startPracticeOrg();
    running.push(practice);
    const response = await fetch(`${practice.address.apiUrl}/api/v2/users`);
    expect(response.status).toBe(401);
  });
});

test('a newcomer who watches everybody sees about one to three events a second', async () => {
  const org = await TestOrg.start({ speed: 6, heartbeatEveryMs: 3_600_000 });
  running.push(org);
  const topics = org.topicsOf('x', 72).map((topic) => topic.replace(/\.x$/, '?presence&routingStatus'));
  const { socket } = await org.connect(topics);
  org.clock.advance(600_000);
  await socket.roundTrip();
  expect(socket.events.length / 600).toBeGreaterThan(1);
  expect(socket.events.length / 600).toBeLessThan(3);
});

test('two orgs of the same seed live the same day', async () => {
  const topics = async (): Promise<string[]> => {
    const org = await TestOrg.start({ speed: 6, heartbeatEveryMs: 3_600_000 });
    running.push(org);
    const { socket } = await org.connect(org.topicsOf('presence', 72));
    org.clock.advance(600_000);
    await socket.roundTrip();
    return socket.events.map((event) => event.topicName);
  };
  expect(await topics()).toEqual(await topics());
});

test('a port that is taken is named in the message', async () => {
  const { port } = new URL((await start()).address.apiUrl);
  await expect(startSimulator({ port: Number(port) })).rejects.toThrow(
    `cannot listen on 127.0.0.1:${port}, because another program already does`,
  );
});

test('an option that makes no sense is named in the message', async () => {
  await expect(startSimulator({ speed: -1 })).rejects.toThrow('speed must be a number of at least 0, not -1');
  await expect(startSimulator({ agentCount: 5 })).rejects.toThrow('agentCount');
});

test.each([300, 2_000])('%i people work there, too, each with a name of their own', async (agentCount) => {
  const simulator = await startSimulator({ speed: 0, agentCount });
  await simulator.close();
  expect(new Set(simulator.roster.people.map(({ name }) => name)).size).toBe(agentCount);
});

test('a crowd of 500 at speed 9 causes about forty events a second, every one of them sent', async () => {
  const org = await TestOrg.start({ agentCount: 500, speed: 9, heartbeatEveryMs: 3_600_000 });
  running.push(org);
  const topics = org
    .topicsOf('x', 500)
    .map((topic) => topic.replace(/\.x$/, '?presence&routingStatus&conversations'));
  const { socket } = await org.connect(topics);
  org.clock.advance(60_000);
  await socket.roundTrip();
  expect(socket.events.length / 60).toBeGreaterThan(30);
  expect(socket.events.length / 60).toBeLessThan(55);
  expect(socket.events).toHaveLength(org.simulator.received.events.length);
});

test('the clock of the org may be ahead, in bodies and headers alike', async () => {
  const org = await TestOrg.start({ clockOffsetMs: 754_000 });
  running.push(org);
  const nowMs = org.clock.now() + 754_000;
  const { token, channel, socket } = await org.connect(org.topicsOf('presence', 1));
  const reply = await org.call(token, 'GET', '/api/v2/users');
  expect(Date.parse(reply.headers.get('Date') ?? '')).toBe(nowMs);
  expect(Date.parse(channel.expires)).toBe(nowMs + 86_400_000);
  org.burst(1);
  const [event] = await socket.untilEvents(1);
  expect(event?.eventBody).toMatchObject({ modifiedDate: new Date(nowMs + 20).toISOString() });
});

test('closing ends every connection', async () => {
  const org = await TestOrg.start({ speed: 6 });
  const { socket } = await org.connect(org.topicsOf('presence', 5));
  await org.simulator.close();
  await socket.closed;
  expect(org.clock.pending).toBe(0);
  await expect(fetch(org.simulator.address.apiUrl)).rejects.toThrow();
});

test('the log keeps only so many entries', async () => {
  const org = await TestOrg.start({ logLimit: 20 });
  running.push(org);
  await org.connect(org.topicsOf('presence', 5));
  org.burst(500);
  expect(org.simulator.received.events.length).toBeLessThanOrEqual(22);
  expect(org.simulator.received.events.at(-1)?.sequence).toBe(500);
});

describe('on the command line', () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const run = (args: string[], env: Record<string, string> = {}) =>
    spawn(process.execPath, [main, ...args], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });

  test('it prints its address as one line of JSON and runs until it is interrupted', async () => {
    const child = run(['--client-id', 'watcher', '--seed', '3', '--token-lifetime', '60'], {
      GENESYS_CLIENT_SECRET: 'only for this test',
    });
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(line).not.toContain('only for this test');
    const address = JSON.parse(line) as { loginUrl: string; clientId: string };
    expect(address.clientId).toBe('watcher');
    const response = await fetch(`${address.loginUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'watcher',
        client_secret: 'only for this test',
      }),
    });
    expect(await response.json()).toMatchObject({ expires_in: 60 });
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
  });

  test.each([
    [['--port', 'eighty'], '--port must be a whole number'],
    [['--client-id', 'watcher'], 'GENESYS_CLIENT_SECRET belong together'],
    [['--colour', 'red'], '--colour'],
  ])('it explains what is wrong with %j', async (args, message) => {
    const child = run(args);
    const exited = once(child, 'exit');
    const [complaint] = (await once(child.stderr, 'data')) as [Buffer];
    expect(complaint.toString()).toContain(message);
    expect(await exited).toEqual([2, null]);
  });
});
