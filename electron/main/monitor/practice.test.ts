import { describe, expect, it } from 'vitest';
import { topicProblem } from '../../../shared/model/topic.ts';
import type { PracticeOrgAddress } from '../../../shared/practice/levers.ts';
import type { Fetch } from '../base/http.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { createPractice, practiceTopics } from './practice.ts';

const ADDRESS: PracticeOrgAddress = {
  loginUrl: 'http://127.0.0.1:1',
  apiUrl: 'http://127.0.0.1:1',
  controlUrl: 'http://127.0.0.1:1/control/key',
  clientId: 'client',
  clientSecret: 'secret',
};

function practiceWith(options: { readonly failures?: number; readonly status?: number } = {}) {
  const seen = { starts: 0, closes: 0, requests: [] as (readonly [string, RequestInit])[] };
  const fetch: Fetch = (url, init) => {
    seen.requests.push([url, init]);
    return Promise.resolve(new Response(null, { status: options.status ?? 204 }));
  };
  const practice = createPractice({ fetch, clock: new ManualClock() }, () => {
    seen.starts += 1;
    if (seen.starts <= (options.failures ?? 0)) return Promise.reject(new Error('no port'));
    const close = (): Promise<void> => {
      seen.closes += 1;
      return Promise.resolve();
    };
    return Promise.resolve({ address: ADDRESS, close });
  });
  return { practice, seen };
}

describe('the practice org', () => {
  it('starts when it is first wanted, and once', async () => {
    const { practice, seen } = practiceWith();
    expect(seen.starts).toBe(0);
    expect(await Promise.all([practice.address(), practice.address()])).toEqual([ADDRESS, ADDRESS]);
    expect(seen.starts).toBe(1);
  });

  it('says in words that it could not start, and may be tried again', async () => {
    const { practice, seen } = practiceWith({ failures: 1 });
    await expect(practice.address()).rejects.toMatchObject({ error: { code: 'practice/unavailable' } });
    expect(await practice.address()).toEqual(ADDRESS);
    expect(seen.starts).toBe(2);
  });

  it('is told of a lever over the network, as JSON', async () => {
    const { practice, seen } = practiceWith();
    await practice.address();
    await practice.pull({ lever: 'drop', closeCode: 1001 });
    const [url, init] = seen.requests[0] ?? ['', {}];
    expect([url, init.method, init.body]).toEqual([
      'http://127.0.0.1:1/control/key/levers',
      'POST',
      '{"lever":"drop","closeCode":1001}',
    ]);
  });

  it('says so when a lever cannot be played', async () => {
    const { practice } = practiceWith({ status: 400 });
    await practice.address();
    await expect(practice.pull({ lever: 'drop' })).rejects.toMatchObject({
      error: { code: 'practice/unavailable', httpStatus: 400 },
    });
  });

  it('is not started just to play a fault', async () => {
    const { practice, seen } = practiceWith();
    await expect(practice.pull({ lever: 'drop' })).rejects.toMatchObject({
      error: { code: 'practice/unavailable' },
    });
    expect([seen.starts, seen.requests]).toEqual([0, []]);
  });

  it('is closed once, and only when it runs', async () => {
    const { practice, seen } = practiceWith();
    await practice.close();
    expect(seen.closes).toBe(0);
    await practice.address();
    await Promise.all([practice.close(), practice.close()]);
    expect(seen.closes).toBe(1);
  });

  it('has nothing to close when it could not start', async () => {
    const { practice } = practiceWith({ failures: 1 });
    const starting = practice.address();
    await expect(practice.close()).resolves.toBeUndefined();
    await expect(starting).rejects.toThrow();
  });
});

describe('the first topics of the practice org', () => {
  it('are everybody and every queue, each in one topic', () => {
    const topics = practiceTopics({ users: { u1: 'Ana', u2: 'Ben' }, queues: { q1: 'Billing' } });
    expect(topics).toEqual([
      'v2.users.u1?presence&routingStatus',
      'v2.users.u2?presence&routingStatus',
      'v2.analytics.queues.q1.observations',
    ]);
    expect(topics.map(topicProblem)).toEqual([null, null, null]);
  });

  it('are none when nobody is known', () => {
    expect(practiceTopics({ users: {}, queues: {} })).toEqual([]);
  });
});
