import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import type { Receipt, UnstoredRecord, Written } from '../history/timeline-store.ts';
import { Intake, type Control } from './intake.ts';

const FORMER = 1;
const NEXT = 2;
const CHANNEL_ID = 'streaming-0-abcdefghijklmnopqrstuvwxyz';

function intake() {
  const clock = new ManualClock();
  const records: UnstoredRecord[] = [];
  const repeats: (Written & { readonly type: 'repeat' })[] = [];
  const taken = new Intake(clock, (written) => {
    if (written.type === 'repeat') repeats.push(written);
    else records.push(written);
  });
  const take = (lease: number, text: string | null): Control | null => taken.take(lease, text, clock.now());
  return { clock, records, repeats, intake: taken, take };
}

const presence = (systemPresence: string, correlationId: string): string =>
  JSON.stringify({
    topicName: 'v2.users.ana.presence',
    version: '2',
    eventBody: { presenceDefinition: { id: 'p', systemPresence } },
    metadata: { CorrelationId: correlationId },
  });

describe('the way of a frame', () => {
  it('passes an event on with the time it came, whom it is about, and what it changed', () => {
    const { clock, records, take } = intake();
    expect(take(FORMER, presence('AVAILABLE', 'a'))).toBeNull();
    expect(records).toEqual([
      {
        at: clock.now(),
        type: 'event',
        event: {
          topic: 'v2.users.ana.presence',
          version: '2',
          correlationId: 'a',
          subject: { kind: 'user', id: 'ana' },
          changes: [
            {
              field: 'presence',
              from: null,
              to: { kind: 'presence', systemPresence: 'AVAILABLE', definitionId: 'p' },
              heldMs: null,
            },
          ],
          preview: '',
          happenedAt: null,
        },
        arrival: {
          frame: presence('AVAILABLE', 'a'),
          body: { presenceDefinition: { id: 'p', systemPresence: 'AVAILABLE' } },
        },
        receipt: expect.objectContaining({ at: clock.monotonic(), position: null }) as Receipt,
      },
    ]);
  });

  it.each([
    ['{"topicName":"channel.metadata","eventBody":{"message":"pong"}}', 'pong'],
    ['{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}', 'heartbeat'],
    ['{"topicName":"v2.system.socket_closing"}', 'closing'],
    [`{"topicName":"v2.system.no_longer_subscribed.${CHANNEL_ID}"}`, 'channel-lost'],
    ['{"topicName":"v2.system.token_revoked.client"}', 'token-revoked'],
    ['{"result":"404","message":"gone"}', 'channel-lost'],
    ['{"result":"200","status":"subscribed"}', null],
    ['{"topicName":"v2.system.a.b","eventBody":{"systemTopicType":"subscription_changed"}}', null],
  ])('answers %s with what it means for the connection, and keeps nothing', (text, control) => {
    const { records, intake: taken, take } = intake();
    expect(take(FORMER, text)).toBe(control);
    expect(records).toEqual([]);
    expect(taken.malformedFrames).toBe(0);
  });

  it('tells of a repeat by the receipt of what it repeats', () => {
    const { records, repeats, take } = intake();
    take(FORMER, presence('AVAILABLE', 'a'));
    take(FORMER, presence('AWAY', 'b'));
    take(NEXT, presence('AVAILABLE', 'a'));
    const [first] = records;
    if (first?.type === 'event' && first.receipt !== undefined) first.receipt.position = 7;
    expect(repeats.map(({ of }) => of.position)).toEqual([7]);
  });

  it('folds what the other socket brings again, and counts it', () => {
    const { records, intake: taken, take } = intake();
    take(FORMER, presence('AVAILABLE', 'a'));
    take(NEXT, presence('AVAILABLE', 'a'));
    take(NEXT, presence('BUSY', 'b'));
    take(FORMER, presence('BUSY', 'b'));
    expect(records).toHaveLength(2);
    expect(taken.duplicatesFolded).toBe(2);
  });

  it('takes any frame as the sign that a socket is there', async () => {
    const { clock, records, intake: taken, take } = intake();
    const unnumbered = '{"topicName":"v2.users.ana.presence","eventBody":{}}';
    take(NEXT, '{"topicName":"channel.metadata","eventBody":{"message":"pong"}}');
    await clock.advance(1_000);
    take(FORMER, unnumbered);
    await clock.advance(1_000);
    take(NEXT, unnumbered);
    expect([records.length, taken.duplicatesFolded]).toEqual([1, 1]);
  });

  it('compares an event with nothing after a gap, when nothing was fetched yet', () => {
    const { records, intake: taken, take } = intake();
    take(FORMER, presence('AVAILABLE', 'a'));
    taken.coverageLost(null);
    take(NEXT, presence('AVAILABLE', 'b'));
    expect(records.at(-1)).toMatchObject({ event: { changes: [{ from: null }] } });
  });
});

describe('a frame that cannot be read', () => {
  it.each([
    ['{"topicName":"v2.us', 'no JSON', '{"topicName":"v2.us'],
    ['[]', 'no notification envelope', '[]'],
    [null, 'a binary frame, where the protocol has text only', ''],
  ])('is counted and kept as a diagnostic: %j', (text, reason, sample) => {
    const { clock, records, intake: taken, take } = intake();
    expect(take(FORMER, text)).toBeNull();
    expect(taken.malformedFrames).toBe(1);
    expect(records).toEqual([
      {
        at: clock.now(),
        type: 'diagnostic',
        error: { code: 'wire/malformed', message: `A frame could not be read: ${reason}.` },
        sample,
      },
    ]);
  });

  it('is kept in part only', () => {
    const { records, take } = intake();
    take(FORMER, 'x'.repeat(3_000_000));
    expect(records).toMatchObject([{ sample: 'x'.repeat(500) }]);
  });

  it('is kept without the channel id, which control frames carry', () => {
    const { records, intake: taken, take } = intake();
    taken.keepOut(CHANNEL_ID);
    take(
      FORMER,
      `{"topicName":"v2.system.socket_closing","eventBody":{"channelId":"${CHANNEL_ID}","x":"${CHANNEL_ID}`,
    );
    take(FORMER, `${'x'.repeat(480)}${CHANNEL_ID}`);
    expect(records).toHaveLength(2);
    expect(JSON.stringify(records)).not.toContain('abcdef');
  });

  it('changes nothing for the frames after it', () => {
    const { records, take } = intake();
    take(FORMER, 'garbage');
    take(FORMER, presence('AVAILABLE', 'a'));
    expect(records.map(({ type }) => type)).toEqual(['diagnostic', 'event']);
  });
});
