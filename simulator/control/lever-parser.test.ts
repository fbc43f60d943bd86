import { expect, test } from 'vitest';
import type { Lever, LeverName } from '../../shared/practice/levers.ts';
import { parseLever } from './lever-parser.ts';

/** One proper lever of every kind; a new kind without an example here does not compile. */
const EXAMPLES: { readonly [Name in LeverName]: Extract<Lever, { lever: Name }> } = {
  drop: { lever: 'drop', closeCode: 1011 },
  freeze: { lever: 'freeze', durationMs: 1000 },
  mute: { lever: 'mute', durationMs: 1000 },
  'expire-token': { lever: 'expire-token' },
  'revoke-token': { lever: 'revoke-token' },
  'socket-closing': { lever: 'socket-closing', graceMs: 0 },
  'expire-channel': { lever: 'expire-channel' },
  'evict-channel': { lever: 'evict-channel' },
  outage: { lever: 'outage', durationMs: 1000 },
  answer: { lever: 'answer', part: 'api', status: 429, durationMs: 1000, retryAfterSeconds: 3 },
  slow: { lever: 'slow', delayMs: 10, durationMs: 1000 },
  malformed: { lever: 'malformed', count: 3 },
  hostile: { lever: 'hostile', kind: 'strange' },
  burst: { lever: 'burst', count: 3, perSecond: 100 },
  duplicate: { lever: 'duplicate', durationMs: 1000 },
  restore: { lever: 'restore' },
  'join-queue': { lever: 'join-queue', userId: 'ana', queueId: 'billing' },
  'leave-queue': { lever: 'leave-queue', userId: 'ana', queueId: 'billing' },
  'join-team': { lever: 'join-team', userId: 'ana', teamId: 'early' },
  'leave-team': { lever: 'leave-team', userId: 'ana', teamId: 'early' },
  'set-presence': { lever: 'set-presence', userId: 'ana', systemPresence: 'Away', definitionId: 'desk' },
  'set-routing': { lever: 'set-routing', userId: 'ana', status: 'NOT_RESPONDING' },
};

test.each(Object.values(EXAMPLES))('$lever is read as it is written', (lever) => {
  expect(parseLever(JSON.stringify(lever))).toEqual({ ok: true, lever });
});

test('fields that do not belong to a lever are left out', () => {
  expect(parseLever('{"lever":"drop","durationMs":5}')).toEqual({ ok: true, lever: { lever: 'drop' } });
});

test.each([
  ['', 'JSON object'],
  ['[]', 'JSON object'],
  ['"drop"', 'JSON object'],
  ['{}', 'must be one of: drop, freeze'],
  ['{"lever":"toString"}', 'must be one of'],
  ['{"lever":"explode"}', 'must be one of'],
  ['{"lever":"freeze"}', '"durationMs" must be a whole number from 0'],
  ['{"lever":"freeze","durationMs":"1000"}', '"durationMs"'],
  ['{"lever":"mute","durationMs":-1}', '"durationMs"'],
  ['{"lever":"outage","durationMs":1.5}', '"durationMs"'],
  ['{"lever":"drop","closeCode":1006}', '1006 cannot be sent'],
  ['{"lever":"drop","closeCode":99999}', '"closeCode"'],
  ['{"lever":"answer","part":"moon","status":500,"durationMs":1}', '"part" must be token, api or upgrade'],
  [
    '{"lever":"answer","part":"api","status":200,"durationMs":1}',
    '"status" must be a whole number from 400 to 599',
  ],
  ['{"lever":"burst","count":0,"perSecond":1}', '"count"'],
  ['{"lever":"join-team","userId":"ana"}', '"teamId" must be a text'],
  ['{"lever":"set-presence","userId":7,"systemPresence":"Away"}', '"userId" must be a text'],
  ['{"lever":"set-routing","userId":"ana","status":"BUSY"}', '"status" must be OFF_QUEUE, IDLE'],
])('%s is refused with the reason', (text, reason) => {
  const parsed = parseLever(text);
  expect(parsed.ok).toBe(false);
  expect(parsed.ok ? '' : parsed.problem).toContain(reason);
});
