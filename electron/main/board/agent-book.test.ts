import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { AgentState, Interaction } from '../../../shared/model/agent.ts';
import { AgentBook } from './agent-book.ts';

const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
const minute = (count: number): number => NINE + count * 60_000;
const iso = (count: number): string => new Date(minute(count)).toISOString();

const TOPIC = 'v2.users.ana?presence&routingStatus&outofoffice&conversations';
const PRESENCE = 'v2.users.ana.presence';
const ROUTING = 'v2.users.ana.routingStatus';
const CONVERSATIONS = 'v2.users.ana.conversations';

const presence = (systemPresence: string, since: number | null): JsonValue => ({
  presenceDefinition: { id: systemPresence.toLowerCase(), systemPresence },
  modifiedDate: since === null ? null : iso(since),
});
const routing = (status: string, since: number): JsonValue => ({
  routingStatus: { status, startTime: iso(since) },
});

type Session = Record<string, JsonValue>;
const talk = (id: string, session: Session, participant: Session = {}, visits = 1): JsonValue => ({
  id,
  participants: [
    ...Array.from({ length: visits - 1 }, () => ({ userId: 'ana', calls: [{ state: 'disconnected' }] })),
    { userId: 'ana', queueId: 'billing', calls: [session], ...participant },
  ],
});
const alerting = (id: string, visits = 1): JsonValue => talk(id, { state: 'alerting' }, {}, visits);
const connected = (id: string, since: number, visits = 1): JsonValue =>
  talk(id, { state: 'connected', connectedTime: iso(since) }, {}, visits);
const held = (id: string, since: number, holdSince: number): JsonValue =>
  talk(id, { state: 'connected', connectedTime: iso(since), held: true, startHoldTime: iso(holdSince) });
const over = (id: string, at: number, visits = 1): JsonValue =>
  talk(id, { state: 'disconnected', disconnectedTime: iso(at) }, { endTime: iso(at) }, visits);
const underWay = (id: string, phase: Interaction['phase'], since: number): Interaction => ({
  conversationId: id,
  media: 'call',
  queueId: 'billing',
  direction: 'inbound',
  phase,
  since: minute(since),
});

/** A book that hears everything of Ana. */
function listening(): AgentBook {
  const book = new AgentBook();
  book.hears([TOPIC], NINE);
  return book;
}
const everybody = (book: AgentBook): readonly AgentState[] => {
  book.takeChanges();
  return book.all();
};
function ana(book: AgentBook): AgentState {
  const [state] = everybody(book);
  if (state === undefined) throw new Error('Nothing is known of anybody.');
  return state;
}
const phases = (book: AgentBook): readonly string[] =>
  ana(book).interactions?.value.map(({ conversationId, phase }) => `${conversationId} ${phase}`) ?? [];

describe('what is known of a person', () => {
  it('is what was heard last by the time of the server', () => {
    const book = listening();
    book.heard(PRESENCE, presence('AWAY', 5), minute(6));
    book.heard(PRESENCE, presence('AVAILABLE', 3), minute(7));
    expect(ana(book).presence).toEqual({
      value: { systemPresence: 'AWAY', definitionId: 'away' },
      since: minute(5),
      standing: 'live',
      asOf: minute(6),
    });
  });

  it('comes from topics that tell of several things at once, too', () => {
    const book = new AgentBook();
    book.hears(['v2.users.ana.activity'], NINE);
    const body = {
      presence: presence('BUSY', 1),
      routingStatus: { status: 'IDLE', startTime: iso(2) },
      outOfOffice: { active: true, modifiedDate: iso(3) },
    };
    book.heard('v2.users.ana.activity', body, minute(4));
    expect(ana(book)).toMatchObject({
      presence: { value: { systemPresence: 'BUSY' }, standing: 'live' },
      routing: { value: 'IDLE', since: minute(2), standing: 'live' },
      outOfOffice: { value: true, since: minute(3), standing: 'live' },
    });
  });

  it('is not taken from the presence of another product', () => {
    const book = listening();
    book.heard(PRESENCE, presence('AVAILABLE', 1), minute(1));
    book.heard(
      PRESENCE,
      { presenceDefinition: { systemPresence: 'AWAY' }, modifiedDate: iso(9), primary: false },
      minute(9),
    );
    expect(ana(book).presence?.value.systemPresence).toBe('AVAILABLE');
  });

  it('is told once per change, and of those only who changed', () => {
    const book = listening();
    book.heard(PRESENCE, presence('AWAY', 1), minute(1));
    const [former] = book.takeChanges();
    expect(book.all()).toEqual([former]);
    book.heard(PRESENCE, presence('AWAY', 1), minute(2));
    expect(book.takeChanges()).toEqual([]);
    expect(ana(book)).toBe(former);
  });

  it('follows arrival where the server gives no time', () => {
    const book = listening();
    book.heard('v2.users.ana.outofoffice', { active: true }, minute(1));
    book.heard('v2.users.ana.outofoffice', { active: false }, minute(2));
    expect(ana(book).outOfOffice).toMatchObject({ value: false, since: null });
    book.fetched('v2.users.ana.outofoffice', { active: true }, minute(3));
    expect(ana(book).outOfOffice).toMatchObject({ value: false, standing: 'live' });
  });
});

describe('how far it can be trusted', () => {
  it('is last known from a loss of coverage until it is fetched, and live when it is heard', () => {
    const book = listening();
    book.heard(PRESENCE, presence('AWAY', 1), minute(1));
    book.heard(ROUTING, routing('IDLE', 1), minute(1));
    book.hears([], minute(8));
    expect(ana(book)).toMatchObject({
      presence: { standing: 'last-known', asOf: minute(8), value: { systemPresence: 'AWAY' } },
      routing: { standing: 'last-known', asOf: minute(8) },
    });
    book.hears([TOPIC], minute(10));
    expect(ana(book).presence?.standing).toBe('last-known');
    book.fetched(PRESENCE, presence('BUSY', 9), minute(11));
    expect(ana(book)).toMatchObject({
      presence: { standing: 'refreshed', asOf: minute(11), since: minute(9) },
      routing: { standing: 'last-known' },
    });
    book.heard(PRESENCE, presence('AVAILABLE', 12), minute(12));
    expect(ana(book).presence).toMatchObject({
      standing: 'live',
      value: { systemPresence: 'AVAILABLE' },
    });
  });

  it('is live when it was fetched before anything was ever lost', () => {
    const book = listening();
    book.fetched(PRESENCE, presence('AWAY', -60), minute(1));
    book.fetchedInteractions('ana', [], minute(1));
    expect(ana(book)).toMatchObject({ presence: { standing: 'live' }, interactions: { standing: 'live' } });
  });

  it('is never live while its topic is not heard, whatever comes', () => {
    const book = new AgentBook();
    book.heard(PRESENCE, presence('AWAY', 1), minute(1));
    expect(ana(book).presence?.standing).toBe('last-known');
    book.fetched(PRESENCE, presence('AWAY', 1), minute(2));
    expect(ana(book).presence).toMatchObject({ standing: 'last-known', asOf: minute(2) });
  });

  it('suffers of a loss of some topics only for those whom they are about', () => {
    const book = new AgentBook();
    book.hears([PRESENCE, 'v2.users.ben.presence'], NINE);
    for (const id of ['ana', 'ben']) book.heard(`v2.users.${id}.presence`, presence('AWAY', 1), minute(1));
    book.coverageLost(['v2.users.ben?presence'], minute(3));
    expect(everybody(book).map(({ presence: known }) => known?.standing)).toEqual(['live', 'last-known']);
  });

  it('does not suffer while another topic tells of the same', () => {
    const book = new AgentBook();
    book.hears([PRESENCE, 'v2.users.ana.activity'], NINE);
    book.heard(PRESENCE, presence('AWAY', 1), minute(1));
    book.hears(['v2.users.ana.activity'], minute(2));
    expect(ana(book).presence?.standing).toBe('live');
  });

  it('keeps what it showed when a look-up answers with something older', () => {
    const book = listening();
    book.heard(PRESENCE, presence('AWAY', 5), minute(5));
    book.coverageLost(null, minute(6));
    book.fetched(PRESENCE, presence('AVAILABLE', 2), minute(7));
    expect(ana(book).presence).toMatchObject({
      value: { systemPresence: 'AWAY' },
      standing: 'last-known',
      asOf: minute(6),
    });
  });
});

describe('the conversations of a person', () => {
  it('come, are held, and go as they are heard', () => {
    const book = listening();
    const steps = [alerting('c1'), connected('c1', 1), held('c1', 1, 3), connected('c1', 1), over('c1', 9)];
    const seen = steps.map((body, index) => {
      book.heard(CONVERSATIONS, body, minute(index));
      return phases(book);
    });
    expect(seen).toEqual([['c1 alerting'], ['c1 connected'], ['c1 held'], ['c1 connected'], []]);
  });

  it('do not come back when they are over, nor do holds', () => {
    const book = listening();
    for (const body of [held('c1', 1, 3), connected('c1', 1), held('c1', 1, 3)])
      book.heard(CONVERSATIONS, body, minute(4));
    expect(phases(book)).toEqual(['c1 connected']);
    book.heard(CONVERSATIONS, over('c1', 9), minute(9));
    book.heard(CONVERSATIONS, connected('c1', 1), minute(10));
    book.fetchedInteractions('ana', [underWay('c1', 'connected', 1)], minute(11));
    expect(phases(book)).toEqual([]);
    book.heard(CONVERSATIONS, alerting('c1', 2), minute(12));
    expect(phases(book)).toEqual(['c1 alerting']);
  });

  it('end unheard when a look-up has them no more, and are known again as a whole only then', () => {
    const book = listening();
    book.heard(CONVERSATIONS, connected('c1', 1), minute(1));
    book.coverageLost(null, minute(2));
    book.heard(CONVERSATIONS, alerting('c2'), minute(4));
    expect(ana(book).interactions).toMatchObject({ standing: 'last-known', asOf: minute(2) });
    book.fetchedInteractions('ana', [underWay('c3', 'held', 3)], minute(5));
    expect(phases(book)).toEqual(['c3 held', 'c2 alerting']);
    expect(ana(book).interactions?.standing).toBe('live');
  });
});

describe('a hold', () => {
  it('that ended unheard is over when a look-up says so', () => {
    const book = listening();
    book.heard(CONVERSATIONS, held('c1', 1, 3), minute(3));
    book.coverageLost(null, minute(4));
    book.fetchedInteractions('ana', [underWay('c1', 'connected', 1)], minute(6));
    expect(phases(book)).toEqual(['c1 connected']);
    expect(ana(book).interactions?.standing).toBe('refreshed');
    book.heard(CONVERSATIONS, held('c1', 1, 7), minute(7));
    book.fetchedInteractions('ana', [underWay('c1', 'connected', 1)], minute(7));
    expect(phases(book)).toEqual(['c1 held']);
  });
});

type Step = (book: AgentBook) => void;
const play = (steps: readonly Step[], book = listening()): AgentState => {
  for (const step of steps) step(book);
  return ana(book);
};

/** What a day of one person gives: each change as an event, and answers to look-ups made in between. */
const PRESENCES = ['AVAILABLE', 'ON_QUEUE', 'AWAY', 'BREAK'];
const facts = fc
  .array(
    fc.record({
      presence: fc.constantFrom(...PRESENCES),
      routing: fc.constantFrom('IDLE', 'OFF_QUEUE', 'INTERACTING'),
      isLookedUp: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((day) =>
    day.flatMap(({ presence: name, routing: status, isLookedUp }, index): Step[] => {
      const at = minute(index);
      const events: Step[] = [
        (book) => {
          book.heard(PRESENCE, presence(name, index), at);
        },
        (book) => {
          book.heard(ROUTING, routing(status, index), at);
        },
        (book) => {
          book.heard(CONVERSATIONS, connected(`c${String(index)}`, index), at);
        },
        (book) => {
          // Every other one is over a minute later.
          if (index % 2 === 0) book.heard(CONVERSATIONS, over(`c${String(index)}`, index + 1), at);
        },
      ];
      const lookUps: Step[] = [
        (book) => {
          book.fetched(PRESENCE, presence(name, index), at);
        },
        (book) => {
          book.fetched(ROUTING, routing(status, index), at);
        },
        (book) => {
          book.fetchedInteractions('ana', [underWay(`c${String(index)}`, 'connected', index)], at);
        },
      ];
      return isLookedUp ? [...events, ...lookUps] : events;
    }),
  );

/** When it was told last is no part of it. */
const withoutMoments = (state: AgentState): unknown =>
  JSON.parse(JSON.stringify(state, (key, value: unknown) => (key === 'asOf' ? undefined : value)));

describe('the fold', () => {
  it('ends in the same state whatever the order and however often each thing is told', () => {
    const shuffled = facts.chain((steps) =>
      fc.tuple(
        fc.constant(steps),
        fc.shuffledSubarray([...steps, ...steps], {
          minLength: steps.length * 2,
          maxLength: steps.length * 2,
        }),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([steps, others, wasLost]) => {
        const begun = (): AgentBook => {
          const book = listening();
          book.heard(PRESENCE, presence('OFFLINE', -100), minute(-100));
          book.heard(ROUTING, routing('OFF_QUEUE', -100), minute(-100));
          book.heard(CONVERSATIONS, connected('c-1', -100), minute(-100));
          if (wasLost) book.coverageLost(null, minute(-50));
          return book;
        };
        expect(withoutMoments(play(others, begun()))).toEqual(withoutMoments(play(steps, begun())));
      }),
      { numRuns: 300 },
    );
  });

  it('never goes back in the time of the server, over losses and look-ups in any order', () => {
    const kinds = fc.constantFrom('heard', 'fetched', 'lost', 'unheard', 'heard again');
    const steps = fc.array(fc.record({ kind: kinds, since: fc.integer({ min: 0, max: 20 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const book = listening();
        let [newest, at] = [-Infinity, 0];
        for (const { kind, since } of all) {
          at += 1;
          const body = presence(PRESENCES[since % PRESENCES.length] ?? '', since);
          if (kind === 'heard') book.heard(PRESENCE, body, minute(at));
          else if (kind === 'fetched') book.fetched(PRESENCE, body, minute(at));
          else if (kind === 'lost') book.coverageLost(null, minute(at));
          else book.hears(kind === 'unheard' ? [] : [TOPIC], minute(at));
          const known = everybody(book)[0]?.presence;
          if (known == null) continue;
          expect(known.since).toBeGreaterThanOrEqual(newest);
          newest = known.since ?? newest;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never lets a look-up that was made before an event undo it', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 9 }), (lookUps, since) => {
        const book = listening();
        book.heard(PRESENCE, presence('AWAY', 10), minute(10));
        book.heard(CONVERSATIONS, connected('c1', 10), minute(10));
        book.heard(CONVERSATIONS, over('c2', 10), minute(10));
        for (const at of lookUps) {
          book.fetched(PRESENCE, presence('AVAILABLE', at), minute(11));
          book.fetchedInteractions('ana', [underWay('c2', 'connected', since)], minute(11));
        }
        expect(ana(book).presence?.value.systemPresence).toBe('AWAY');
        expect(phases(book)).toEqual(['c1 connected']);
      }),
      { numRuns: 200 },
    );
  });
});
