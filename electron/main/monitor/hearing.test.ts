import { expect, it } from 'vitest';
import type { ConnectionState, OpenGap } from '../../../shared/model/connection-state.ts';
import { Hearing } from './hearing.ts';

const LIVE: ConnectionState = { status: 'live', since: 0, renewal: null, concern: null };
const WAITING: ConnectionState = { status: 'offline', since: 0, retryAt: 0 };
const gap = (topics: readonly string[] | null): OpenGap => ({
  from: 0,
  cause: { code: 'net/timeout', message: '' },
  attempts: 1,
  topics,
});

it('hears what is wanted and confirmed, once it is live', () => {
  const hearing = new Hearing();
  hearing.want(['v2.users.ana?presence&activity', 'v2.users.ben.presence', 'v2.users.chi.presence']);
  expect(hearing.turn({ state: LIVE, openGap: null })).toEqual([]);
  hearing.settle([
    { topic: 'v2.users.ana?presence&activity', status: 'confirmed' },
    { topic: 'v2.users.ben.presence', status: 'refused' },
  ]);
  expect(hearing.turn({ state: WAITING, openGap: null })).toEqual([]);
  expect(hearing.turn({ state: LIVE, openGap: null })).toEqual([
    'v2.users.ana.presence',
    'v2.users.ana.activity',
  ]);
  expect(hearing.turn({ state: LIVE, openGap: null })).toBeNull();
});

it('hears the others while some are lost, and nothing while all are', () => {
  const hearing = new Hearing();
  hearing.want(['a.b', 'a.c']);
  hearing.settle(['a.b', 'a.c'].map((topic) => ({ topic, status: 'confirmed' })));
  expect(hearing.turn({ state: WAITING, openGap: gap(['a.c']) })).toEqual(['a.b']);
  expect(hearing.turn({ state: WAITING, openGap: gap(null) })).toEqual([]);
  expect(hearing.turn({ state: LIVE, openGap: null })).toEqual(['a.b', 'a.c']);
});

it('has to be confirmed anew what was not wanted for a while', () => {
  const hearing = new Hearing();
  hearing.want(['a.b']);
  hearing.settle([{ topic: 'a.b', status: 'confirmed' }]);
  hearing.want([]);
  hearing.want(['a.b']);
  expect(hearing.subscribed()).toEqual([]);
});
