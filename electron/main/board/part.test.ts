import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { readPart, STAGE } from './part.ts';

const [NINE, FIVE_PAST, TEN_PAST] = ['09:00', '09:05', '09:10'].map((time) => `2026-01-05T${time}:00.000Z`);
const ms = (iso = ''): number => Date.parse(iso);

const call = (session: JsonValue, participant: Record<string, JsonValue> = {}): JsonValue => ({
  id: 'c1',
  participants: [
    { id: 'p0', purpose: 'customer', calls: [{ state: 'connected' }] },
    { id: 'p1', purpose: 'agent', userId: 'ana', queueId: 'billing', calls: [session], ...participant },
  ],
});

describe('the part of a person in a conversation', () => {
  it('says medium, queue, direction, and since when it was answered', () => {
    const body = call({ state: 'connected', direction: 'inbound', connectedTime: NINE ?? '' });
    expect(readPart(body, 'ana', null)).toEqual({
      conversationId: 'c1',
      visit: 1,
      stage: STAGE.talking,
      newest: ms(NINE),
      shown: {
        conversationId: 'c1',
        media: 'call',
        queueId: 'billing',
        direction: 'inbound',
        phase: 'connected',
        since: ms(NINE),
      },
    });
  });

  it('counts a hold from its own beginning', () => {
    const body = call({
      state: 'connected',
      held: true,
      connectedTime: NINE ?? '',
      startHoldTime: FIVE_PAST ?? '',
    });
    expect(readPart(body, 'ana', null)?.shown).toMatchObject({ phase: 'held', since: ms(FIVE_PAST) });
  });

  it('goes on as wrapping up when the customer is gone, and ends with it', () => {
    const over = { state: 'disconnected', connectedTime: NINE ?? '', disconnectedTime: FIVE_PAST ?? '' };
    const wrapping = call(over, { startAcwTime: FIVE_PAST ?? '', endTime: FIVE_PAST ?? '' });
    expect(readPart(wrapping, 'ana', null)?.shown).toMatchObject({
      phase: 'wrapping-up',
      since: ms(FIVE_PAST),
    });
    const done = call(over, { startAcwTime: FIVE_PAST ?? '', endAcwTime: TEN_PAST ?? '' });
    expect(readPart(done, 'ana', null)).toMatchObject({
      stage: STAGE.over,
      shown: null,
      newest: ms(TEN_PAST),
    });
  });

  it('is the last of several visits', () => {
    const body: JsonValue = {
      id: 'c1',
      participants: [
        { userId: 'ana', chats: [{ state: 'disconnected', disconnectedTime: NINE ?? '' }] },
        { userId: 'ben', chats: [{ state: 'disconnected' }] },
        { userId: 'ana', chats: [{ state: 'alerting' }] },
      ],
    };
    expect(readPart(body, 'ana', null)).toMatchObject({
      visit: 2,
      shown: { media: 'chat', phase: 'alerting' },
    });
  });

  it('is read from the flat form of the topics of one medium', () => {
    const body: JsonValue = {
      id: 'c1',
      participants: [
        { user: { id: 'ana' }, queue: { id: 'billing' }, state: 'alerting', startTime: NINE ?? '' },
      ],
    };
    expect(readPart(body, 'ana', 'callbacks')?.shown).toMatchObject({
      media: 'callback',
      queueId: 'billing',
      phase: 'alerting',
      since: ms(NINE),
    });
  });

  it('is none of somebody else, of a planned callback, or of a body that says nothing', () => {
    expect(readPart(call({ state: 'connected' }), 'ben', null)).toBeNull();
    expect(readPart(call({ state: 'scheduled' }), 'ana', null)).toBeNull();
    for (const body of [null, 7, [], {}, { id: 'c1' }, { id: 'c1', participants: [{ userId: 'ana' }] }])
      expect(readPart(body, 'ana', null)).toBeNull();
  });
});
