import { describe, expect, it } from 'vitest';
import type { Lever } from '../../../shared/practice/levers.ts';
import { Failure } from '../base/failure.ts';
import { eventually, ORG_PROFILE_ID, practiceRun } from '../testing/practice-run.ts';

/** Notes every secret that the service hands out, on its way to the monitor. */
function listeningFetch(secrets: Set<string>): typeof fetch {
  return async (...args) => {
    const answer = await fetch(...args);
    const body: unknown = await answer
      .clone()
      .json()
      .catch(() => null);
    if (typeof body !== 'object' || body === null) return answer;
    if ('access_token' in body) secrets.add(String(body.access_token));
    if ('connectUri' in body && 'id' in body) {
      secrets.add(String(body.connectUri));
      secrets.add(String(body.id));
    }
    return answer;
  };
}

describe('client secret, tokens, channel ids and connect URIs', () => {
  it('never reach a push, an answer, an error or the log, whatever happens', async () => {
    const secrets = new Set<string>();
    const spoken: unknown[] = [];
    const run = await practiceRun({
      topicsOf: { aspect: 'presence', count: 3 },
      world: { fetch: listeningFetch(secrets), random: () => 0 },
    });
    const { simulator, monitor, seen } = run;
    secrets.add(simulator.address.clientSecret);
    secrets.add(simulator.address.controlUrl);
    const keep = async (request: Promise<unknown>): Promise<void> => {
      try {
        spoken.push(await request);
      } catch (thrown) {
        spoken.push(thrown instanceof Failure ? thrown.error : String(thrown));
      }
    };
    await monitor.start();
    await seen.untilStatus('live');

    const brief = { durationMs: 200 };
    const levers: readonly Lever[] = [
      { lever: 'malformed', count: 14 },
      { lever: 'drop' },
      { lever: 'evict-channel' },
      { lever: 'revoke-token' },
      { lever: 'expire-channel' },
      { lever: 'outage', ...brief },
      { lever: 'answer', part: 'upgrade', status: 403, ...brief },
      { lever: 'answer', part: 'api', status: 429, ...brief },
      { lever: 'answer', part: 'token', status: 502, ...brief },
      { lever: 'socket-closing', graceMs: 0 },
    ];
    for (const lever of levers) {
      simulator.levers.pull(lever);
      if (lever.lever === 'answer') simulator.levers.pull({ lever: 'drop' });
      await keep(monitor.handlers.listTopics(null));
      await keep(monitor.handlers.getSnapshot(null));
      await seen.until('an end of it', () => seen.status === 'live' || seen.status === 'waiting');
      await seen.untilStatus('live');
    }
    const { loginUrl, apiUrl, clientId } = simulator.address;
    const draft = {
      id: ORG_PROFILE_ID,
      name: 'Acme',
      target: { kind: 'custom', loginUrl, apiUrl },
      clientId,
    } as const;
    await keep(monitor.handlers.testConnection(draft));
    await keep(monitor.handlers.testConnection({ ...draft, clientSecret: 'a-wrong-secret-1' }));
    secrets.add('a-wrong-secret-1');
    await keep(monitor.handlers.saveProfile({ ...draft, clientSecret: 'a-wrong-secret-2' }));
    secrets.add('a-wrong-secret-2');
    await seen.untilStatus('failed');
    await keep(monitor.handlers.getSnapshot(null));
    await eventually('the log of the org', () => simulator.received.channels.length > 2);

    expect(secrets.size).toBeGreaterThan(8);
    const said = JSON.stringify({ pushes: seen.pushes, spoken, log: run.logLines });
    expect(said.length).toBeGreaterThan(10_000);
    for (const secret of secrets) {
      const basic = Buffer.from(`${clientId}:${secret}`).toString('base64');
      // Not even a part of it that would be long enough to guess the rest.
      for (const form of [secret, secret.slice(0, 24), basic]) {
        if (form !== simulator.address.apiUrl.replace('http', 'ws')) expect(said.includes(form)).toBe(false);
      }
    }
  });
});
