import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { exported, readBack } from '../testing/exported.ts';
import {
  ANA,
  BEN,
  BILLING,
  COFFEE,
  DIRECTORY,
  createRecorder,
  frameOf,
  recordedShift,
  STARTED_AT,
  taskOf,
} from '../testing/recorded-entries.ts';
import type { Recorded } from './recorded.ts';

const FORMATS = ['session', 'csv', 'har'] as const;

/** Entries of one user's event with this body, and a note. */
function told(body: JsonValue, note = ''): readonly Recorded[] {
  const recorder = createRecorder();
  recorder.frame(
    frameOf(`v2.users.${ANA.id}.presence`, body, 'b0a7d7f4-0000-4000-8000-000000000001'),
    STARTED_AT,
  );
  const [only] = recorder.recorded;
  if (only === undefined) throw new Error('nothing recorded');
  return [{ ...only, entry: { ...only.entry, mark: { isPinned: true, note } } }];
}

const personal = fc.oneof(
  fc.constantFrom('Zoe Quill', 'Łukasz Brzęcki', 'Nguyễn Thị', '李小龍', "Sean O'Tooley", '🦊🦊🦊', ANA.name),
  fc.uuid(),
  fc.emailAddress().filter((email) => email.length > 9),
  fc.stringMatching(/^\+49[1-9]\d{8,10}$/),
  fc.stringMatching(/^tel:\+34[6-9]\d{8}$/),
  fc.stringMatching(/^[A-Z][a-z]{7,12} Street \d{3}$/),
  fc.stringMatching(/^[A-Z]\d{8}$/),
);

/** Bodies with these leaves under these keys. */
function treesOf(key: fc.Arbitrary<string>, leaf: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).tree;
}

function leavesOf(value: JsonValue): readonly (string | number | boolean | null)[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

describe('a redacted export', () => {
  it.each(FORMATS)('as %s tells of nobody', (format) => {
    const text = exported(taskOf({ format, isRedacted: true }), recordedShift());
    const originals = [
      ...[ANA.id, ANA.name, 'Ana', 'Ruiz', 'ana ruiz', BEN.id, BEN.name, 'Osei', BILLING.id, BILLING.name],
      ...['Maria', 'Gomez', '600123456', '600 123 456', 'ana@acme', 'Calle', 'corr-1', 'Acme', COFFEE.id],
    ];
    expect(originals.filter((original) => text.includes(original))).toEqual([]);
  });

  it('keeps moments, states, figures and the order', async () => {
    const text = exported(taskOf({ isRedacted: true }), recordedShift());
    const redacted = (await readBack(text)).flatMap((line) => (line.kind === 'entry' ? [line.entry] : []));
    expect(redacted.map(({ position, at }) => [position, at])).toEqual(
      recordedShift().map(({ entry: { position, at } }) => [position, at]),
    );
    expect(text).toContain('"systemPresence":"Away"');
    expect(text).toContain('"heldMs":60000');
    expect(text).toContain(String.raw`\"state\":\"connected\"`);
    expect(text).toContain('"name":"Coffee"');
  });

  it('calls the same person the same everywhere: in entries, bodies, messages and notes', () => {
    const text = exported(taskOf({ isRedacted: true }), recordedShift());
    const named = /"of":"user","id":"([^"]+)","name":"(Agent \d+)"/g;
    const titles = new Set([...text.matchAll(named)].map(([, , title]) => title));
    expect(titles.size).toBe(2);
    const reason = /No right to see (Agent \d+)/.exec(text)?.[1];
    const participant = /\\"purpose\\":\\"agent\\",\\"name\\":\\"(Agent \d+)\\"/.exec(text)?.[1];
    const failed = /(Agent \d+) could not be read/.exec(text)?.[1];
    const note = /Ask (Agent \d+), (Agent \d+) or/.exec(text);
    expect(new Set([reason, participant, failed, note?.[1]])).toEqual(new Set([reason]));
    expect(titles.has(reason)).toBe(true);
    expect(note?.[2]).not.toBe(reason);
  });

  it('has other pseudonyms in every export', () => {
    const one = exported(taskOf({ isRedacted: true }), recordedShift());
    const other = exported(
      taskOf({ isRedacted: true }, { key: new Uint8Array(32).fill(8) }),
      recordedShift(),
    );
    const ids = (text: string): readonly string[] => text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(ids(one).length).toBeGreaterThan(10);
    expect(ids(other).filter((id) => ids(one).includes(id))).toEqual([]);
  });

  it('gives frame and entry the same ids, so that the one proves the other', async () => {
    const lines = await readBack(exported(taskOf({ isRedacted: true }), recordedShift()));
    const events = lines.flatMap((line) => (line.kind === 'entry' && line.entry.arrival ? [line.entry] : []));
    expect(events).toHaveLength(4);
    for (const { entry, arrival } of events) {
      expect(entry?.type === 'event' && entry.event.topic).toBe(arrival?.event.topic);
      expect(entry?.type === 'event' && entry.event.correlationId).toBe(arrival?.event.correlationId);
    }
  });

  describe.each([
    ...['agent:ana', 'ruiz', 'agent:*ruiz*', '"Maria Gomez"', 'agent:ana OR note:osei'],
    'body.participants.name:"Maria Gomez"',
  ])('that was filtered by %s', (filter) => {
    it.each(FORMATS)('does not tell that as %s', (format) => {
      const text = exported(taskOf({ format, isRedacted: true, filter }), recordedShift());
      for (const name of filter.match(/ana|ruiz|maria|gomez|osei/gi) ?? []) {
        expect(text).not.toMatch(new RegExp(`\\b${name}\\b`, 'i'));
      }
    });

    it('says that it was filtered', async () => {
      const session = exported(taskOf({ isRedacted: true, filter }), recordedShift());
      const [first] = await readBack(session);
      expect(first).toMatchObject({ kind: 'header', header: { filter: null } });
      const archive = exported(taskOf({ format: 'har', isRedacted: true, filter }), recordedShift());
      expect(archive).toContain('"comment":"Filtered. The filter was removed with the names."');
    });
  });

  it('of everything says so', async () => {
    const [first] = await readBack(exported(taskOf({ isRedacted: true }), recordedShift()));
    expect(first).toMatchObject({ kind: 'header', header: { filter: '' } });
  });

  it('does not know what is in a frame that could not be read, and leaves it out', () => {
    const text = exported(taskOf({ isRedacted: true }), recordedShift());
    expect(text).toContain('"sample":"(10 characters removed)"');
  });

  it('treats a key that is named like a trap as any other', () => {
    const body: JsonValue = Object.fromEntries<JsonValue>([
      ['__proto__', { name: 'Zoe Quill' }],
      ['constructor', 'Zoe Quill'],
    ]);
    const text = exported(taskOf({ isRedacted: true }), told(body));
    expect(text).toContain('__proto__');
    expect(text).not.toContain('Quill');
  });

  it.each<[string, JsonValue, string]>([
    ['a moment among the attributes of a participant', { attributes: { seen: '1980-05-12' } }, '1980-05-12'],
    ['a word for a state among them', { attributes: { status: 'Gold' } }, 'Gold'],
    ['a number among them', { attributes: { age: 47113 } }, '47113'],
    ['what lies deep in them', { attributes: { a: [{ code: 'A12345678' }] } }, 'A12345678'],
    ['a moment in a custom field', { customFields: { x: '1980-05-12' } }, '1980-05-12'],
    ['a trait', { traits: { category: 'Gold' } }, 'Gold'],
    ['metadata', { metadata: { type: 'Gold' } }, 'Gold'],
    ['a context', { context: { source: 'Gold' } }, 'Gold'],
    ['a day of birth', { dateOfBirth: '1980-05-12' }, '1980-05-12'],
    ['a known name in the place of a state', { participants: [{ status: 'ana ruiz' }] }, 'ana ruiz'],
    ['a name that was met before in the place of a state', { name: 'Zoe Quill', code: 'Zoe Quill' }, 'Quill'],
    ['a queue in the place of a state', { category: BILLING.name }, BILLING.name],
    ['a long number in the place of a state', { code: 'A12345678' }, 'A12345678'],
    ['a state of a country', { address1: 'Am Ring 5', city: 'Hof', state: 'Bavaria' }, 'Bavaria'],
    ['a state of a country under an address', { address: { state: 'Bavaria' } }, 'Bavaria'],
    ['a latitude', { latitude: 52.5219 }, '52.5219'],
    ['a longitude', { longitude: 13.4132 }, '13.4132'],
    ['an extension', { phone: { extension: 47113 } }, '47113'],
  ])('replaces %s', (_what, body, original) => {
    expect(exported(taskOf({ isRedacted: true }), told(body))).not.toContain(original);
  });

  it('keeps the words of the service, also where a queue is called like one', () => {
    const queues = ['Voice', 'Agent', 'Connected', 'Idle', 'Training', 'Client'].map(
      (name, index): [string, string] => [`c3a9f1d2-4b7e-4c08-b5d6-1e2f3a4b5c7${String(index)}`, name],
    );
    const directory = { ...DIRECTORY, queues: Object.fromEntries(queues) };
    const body: JsonValue = {
      systemPresence: 'Training',
      status: 'IDLE',
      participants: [{ purpose: 'agent', mediaType: 'voice', state: 'connected', disconnectType: 'CLIENT' }],
      modifiedDate: '2026-11-24T14:05:00.000Z',
      durationMs: 60_000,
      isHeld: true,
    };
    const text = exported(taskOf({ isRedacted: true }, { directory }), told(body));
    expect(text).toContain(JSON.stringify(JSON.stringify(body)).slice(1, -1));
  });

  it('lets nothing through that may be personal, wherever the service puts it', () => {
    const key = fc.constantFrom(
      ...['name', 'displayName', 'address', 'ani', 'dnis', 'userId', 'id', 'selfUri', 'notes', 'subject'],
      ...['email', 'message', 'x', 'status', 'state', 'category', 'code', 'city', 'extension', 'dateOfBirth'],
      ...['attributes', 'customFields', 'customField 1', 'externalTag', 'wrapupNotes'],
    );
    // A word of letters under a field for states is taken for a state: that is what these fields hold.
    const isStateLike = (text: string): boolean =>
      /^[A-Za-z][A-Za-z0-9_ -]*$/.test(text) && !/\d{5}/.test(text) && text !== ANA.name;
    fc.assert(
      fc.property(treesOf(key, personal), fc.constantFrom(...FORMATS), (body, format) => {
        const text = exported(taskOf({ format, isRedacted: true }), told(body));
        for (const leaf of leavesOf(body)) {
          if (typeof leaf === 'string' && !isStateLike(leaf)) expect(text).not.toContain(leaf);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('lets nothing at all out of what flows fill as they like', () => {
    const map = fc.constantFrom('attributes', 'customFields', 'traits', 'metadata', 'context');
    const key = fc.constantFrom(
      ...['status', 'state', 'category', 'code', 'type', 'language', 'date', 'startTime', 'name', 'id', 'x'],
    );
    const anything = fc.oneof(
      personal,
      fc.stringMatching(/^19[4-9]\d-0[1-9]-1\d$/),
      fc.stringMatching(/^[A-Z][a-z]{8,12}( [A-Z][a-z]{6,9})?$/),
      fc.integer({ min: 1e8, max: 1e12 }),
    );
    fc.assert(
      fc.property(map, treesOf(key, anything), fc.constantFrom(...FORMATS), (name, tree, format) => {
        const body = { participants: [{ purpose: 'customer', [name]: tree }] };
        const text = exported(taskOf({ format, isRedacted: true }), told(body));
        for (const leaf of leavesOf(tree)) expect(text).not.toContain(String(leaf));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['a full name', 'ANA RUIZ called', 'Agent N called'],
    ['a first name', 'tell Ana', 'tell Agent N'],
    ['a possessive', "Ben's shift", "Agent N's shift"],
    ['a word that is no name', 'a banana', 'a banana'],
    ['a queue', 'back to billing', 'back to Queue N'],
    ['a day and a time', 'on 2026-11-24 at 14:05:30', 'on 2026-11-24 at 14:05:30'],
  ])('replaces in a note %s', (_what, note, expected) => {
    const text = exported(taskOf({ format: 'csv', isRedacted: true }), told({}, note));
    const cell = text.trimEnd().split('\n').at(-1)?.split(',').at(-1) ?? '';
    expect(cell.replace(/(Agent|Queue) \d/g, '$1 N')).toBe(expected);
  });
});

describe('an export with names', () => {
  it('is what was recorded, to the letter', () => {
    const text = exported(taskOf(), recordedShift());
    for (const { frame } of recordedShift())
      if (frame !== null) expect(text).toContain(JSON.stringify(frame));
  });
});
