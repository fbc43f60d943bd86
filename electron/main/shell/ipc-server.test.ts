import fc from 'fast-check';
import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { VERBS, type Verb } from '../../../shared/ipc/contract.ts';
import { DEFAULT_DISPLAY } from '../../../shared/model/timeline-display.ts';
import { Failure } from '../base/failure.ts';
import { createLogger } from '../base/logger.ts';
import { ARGUMENT_SCHEMAS } from './ipc-schemas.ts';
import { senderProblem, serveRequests, type Handlers, type InvokeEvent } from './ipc-server.ts';

const trusted = { isOwnWindow: (id: number) => id === 7, origin: 'app://monitor' };
const page: InvokeEvent = { sender: { id: 7 }, senderFrame: { origin: 'app://monitor', parent: null } };

const goneFrame: InvokeEvent['senderFrame'] = {
  get origin(): string {
    throw new Error('Render frame was disposed before WebFrameMain could be accessed');
  },
  parent: null,
};

/** Senders that are not the page of the app's own window. */
const FOREIGN: [string, InvokeEvent][] = [
  ['unknown window', { ...page, sender: { id: 8 } }],
  ['frame is gone', { ...page, senderFrame: null }],
  ['frame is gone', { ...page, senderFrame: goneFrame }],
  ['not the main frame', { ...page, senderFrame: { origin: 'app://monitor', parent: {} } }],
  ['foreign origin', { ...page, senderFrame: { origin: 'https://evil.example', parent: null } }],
  ['foreign origin', { ...page, senderFrame: { origin: 'app://monitor.evil.example', parent: null } }],
  ['foreign origin', { ...page, senderFrame: { origin: 'null', parent: null } }],
  ['foreign origin', { ...page, senderFrame: { origin: '', parent: null } }],
];

const RULE = {
  name: 'Away too long',
  isOn: true,
  filter: 'presence:Away',
  forMs: 600_000,
  scope: { kind: 'agent', profileId: 'acme', userId: 'u-1' },
  channels: { notification: true, sound: false },
  coolDownMs: 300_000,
  quietHours: { from: '22:00', to: '06:00' },
  isUrgent: false,
};

/** An argument that each verb accepts. */
const ACCEPTABLE: Record<Verb, unknown> = {
  getSnapshot: null,
  saveProfile: {
    name: 'Acme',
    target: { kind: 'region', region: 'eu-west-1' },
    clientId: 'id',
    clientSecret: 'hush-hush',
  },
  removeProfile: { profileId: 'acme' },
  testConnection: {
    id: 'acme',
    name: '',
    target: { kind: 'custom', loginUrl: '', apiUrl: 'x' },
    clientId: '',
  },
  checkPath: null,
  connect: { profileId: 'acme' },
  showProfile: { profileId: 'acme' },
  disconnect: { profileId: 'acme' },
  tryNow: null,
  listTopics: null,
  setTopics: { topics: ['v2.users.1.presence'] },
  queryEntries: { from: 'after', position: 0, limit: 1000, filter: 'topic:presence' },
  getEntry: { position: 1 },
  getNeighbours: { position: 1 },
  markEntry: { position: 1, mark: { isPinned: true, note: 'Ask Ana.' } },
  findPosition: { at: 1_800_000_000_000 },
  countEntries: { filter: 'presence:Away' },
  watchEntries: { filter: '' },
  countByTime: { filter: '', from: 'before', position: 9, since: 0, until: 60_000, bucketMs: 1000 },
  getRates: { shown: ['v2.users.1.presence'], ranked: [] },
  previewGroup: { profileId: 'acme', source: { kind: 'queue', id: 'billing' } },
  watchGroup: { profileId: 'acme', source: { kind: 'list', id: 'l1', name: 'Mine', userIds: ['ana'] } },
  unwatchGroup: { profileId: 'acme', group: { kind: 'team', id: 'north' } },
  setLimits: {
    profileId: 'acme',
    limits: [
      {
        state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
        group: null,
        warnAfterMs: 300_000,
        overAfterMs: 600_000,
      },
    ],
  },
  getAgentDay: { profileId: 'acme', userId: 'ana', from: 0, to: 1 },
  listTeams: { profileId: 'acme' },
  setTheme: { theme: 'dark' },
  setLanguage: { language: 'de' },
  setTimelineDisplay: DEFAULT_DISPLAY,
  setKeys: { hasSingleKeys: true, changed: { palette: 'Mod+P', pin: null } },
  setLastView: { view: 'board' },
  setOnClose: { onClose: 'keep-watching' },
  closeWindow: null,
  countOverLimit: { agents: 2 },
  getLoginItem: null,
  setLoginItem: { isOn: true },
  saveView: { name: 'Away', filter: 'presence:Away' },
  removeView: { name: 'Away' },
  saveRule: RULE,
  removeRule: { ruleId: 'r-1' },
  setBuiltInRule: { ruleId: 'not-live', choice: { isOn: true, channels: RULE.channels } },
  tryRule: RULE,
  readAlerts: { ids: ['r-1 acme 5 1000'] },
  pauseAlerts: { forMs: 900_000 },
  dismissNotice: { id: 'no-keychain', profileId: null },
  actOnNotice: { id: 'history-trouble', profileId: 'acme', action: 'retry-history' },
  describeHistory: null,
  previewRetention: { maxAgeMs: 86_400_000, maxBytes: 1024 ** 3 },
  setRetention: { maxAgeMs: 30 * 86_400_000, maxBytes: 2 * 1024 ** 3 },
  eraseHistory: { profileId: 'acme' },
  previewExport: { format: 'session', filter: '', isRedacted: true, from: null, to: null },
  exportEntries: { format: 'har', filter: 'gap:', isRedacted: false, from: 0, to: 1 },
  cancelExport: null,
  showExport: { id: 'one' },
  openRecording: { path: null },
  controlReplay: { command: 'seek', at: 0 },
  copyText: { text: '' },
  pullLever: { lever: 'drop', closeCode: 1006 },
};

let called: { verb: Verb; argument: unknown }[];
let lines: string[];
let answerWith: (verb: Verb) => Promise<unknown>;
let ask: (verb: Verb, event: InvokeEvent, ...args: unknown[]) => Promise<unknown>;
let registered: string[];

beforeEach(() => {
  called = [];
  lines = [];
  answerWith = (verb) => Promise.resolve(`answer of ${verb}`);
  const handlers = Object.fromEntries(
    VERBS.map((verb) => [
      verb,
      (argument: unknown) => {
        called.push({ verb, argument });
        return answerWith(verb);
      },
    ]),
  ) as unknown as Handlers;
  const doors = new Map<string, (event: InvokeEvent, ...args: unknown[]) => Promise<unknown>>();
  serveRequests({
    door: { handle: (channel, listener) => doors.set(channel, listener) },
    handlers,
    trusted,
    log: createLogger({ write: (line) => lines.push(line), now: () => 0, lowestLevel: 'debug' }),
  });
  registered = [...doors.keys()];
  ask = (verb, event, ...args) => {
    const door = doors.get(`monitor:${verb}`);
    if (door === undefined) throw new Error(`${verb} is not registered`);
    return door(event, ...args);
  };
});

const refused = { ok: false, error: { code: 'input/invalid', message: expect.any(String) as string } };

describe('the door', () => {
  it('has exactly the channels of the contract', () => {
    expect(registered.sort()).toEqual(VERBS.map((verb) => `monitor:${verb}`).sort());
  });

  it.each(VERBS)('lets %s through from the own page and answers with a result', async (verb) => {
    expect(await ask(verb, page, ACCEPTABLE[verb])).toEqual({ ok: true, value: `answer of ${verb}` });
    expect(called).toEqual([{ verb, argument: ACCEPTABLE[verb] }]);
    expect(lines).toEqual([]);
  });

  it.each(FOREIGN)('refuses a sender because of: %s', async (problem, event) => {
    expect(senderProblem(event, trusted)).toBe(problem);
    for (const verb of VERBS) expect(await ask(verb, event, ACCEPTABLE[verb])).toEqual(refused);
    expect(called).toEqual([]);
    expect(lines).toHaveLength(VERBS.length);
    expect(lines.join()).not.toContain('hush-hush');
  });

  it('lets alerts be paused until tomorrow on the day that has an hour more, as the clocks go back', async () => {
    const argument = { forMs: 25 * 3_600_000 };
    expect(await ask('pauseAlerts', page, argument)).toMatchObject({ ok: true });
    expect(called).toEqual([{ verb: 'pauseAlerts', argument }]);
  });

  it('reads the frame before it waits for anything', async () => {
    let reads = 0;
    const event: InvokeEvent = {
      sender: page.sender,
      get senderFrame() {
        reads += 1;
        return page.senderFrame;
      },
    };
    const asking = ask('tryNow', event, null);
    expect(reads).toBe(1);
    await asking;
    expect(reads).toBe(1);
  });

  it.each(VERBS)('refuses %s with no argument, or with two', async (verb) => {
    expect(await ask(verb, page)).toEqual(refused);
    expect(await ask(verb, page, ACCEPTABLE[verb], ACCEPTABLE[verb])).toEqual(refused);
    expect(called).toEqual([]);
  });

  it('logs a refused argument without its content', async () => {
    await ask('saveProfile', page, { ...(ACCEPTABLE.saveProfile as object), surplus: 1 });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('verb=saveProfile');
    expect(lines[0]).not.toMatch(/hush-hush|Acme|surplus/);
  });

  it('answers with the error of a handler that failed', async () => {
    answerWith = () => Promise.reject(new Failure({ code: 'topic/limit', message: 'Too many.' }));
    expect(await ask('tryNow', page, null)).toEqual({
      ok: false,
      error: { code: 'topic/limit', message: 'Too many.' },
    });
  });

  it('keeps what nobody foresaw to itself and logs where it happened', async () => {
    answerWith = () => Promise.reject(new TypeError('token abc123'));
    const answer = await ask('tryNow', page, null);
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal/unexpected' } });
    expect(JSON.stringify(answer)).not.toContain('abc123');
    expect(lines.join()).toContain('verb=tryNow thrown=TypeError');
    expect(lines.join()).not.toContain('abc123');
  });

  it('logs what lay behind an error that the user was told, without its words', async () => {
    const refused = Object.assign(new Error('EACCES: /home/ana/secret'), { code: 'EACCES' });
    answerWith = () =>
      Promise.reject(new Failure({ code: 'recording/unwritable', message: 'No.' }, { cause: refused }));
    expect(await ask('tryNow', page, null)).toMatchObject({ ok: false, error: { message: 'No.' } });
    expect(lines.join()).toContain('verb=tryNow error=recording/unwritable thrown=Error code=EACCES');
    expect(lines.join()).not.toContain('ana');
  });
});

const draft = ACCEPTABLE.saveProfile as Record<string, unknown>;

/** Arguments that come close to an acceptable one. */
const HOSTILE: [Verb, string, unknown][] = [
  ['getSnapshot', 'an object', {}],
  ['tryNow', 'undefined', undefined],
  ['saveProfile', 'a surplus key', { ...draft, isAdmin: true }],
  ['saveProfile', 'an undefined secret', { ...draft, clientSecret: undefined }],
  ['saveProfile', 'an unknown region', { ...draft, target: { kind: 'region', region: 'moon-1' } }],
  ['saveProfile', 'a target of no kind', { ...draft, target: {} }],
  ['saveProfile', 'a huge name', { ...draft, name: 'x'.repeat(2_001) }],
  ['saveProfile', 'a huge secret', { ...draft, clientSecret: 'x'.repeat(2_001) }],
  ['removeProfile', 'an empty id', { profileId: '' }],
  ['connect', 'an array', ['acme']],
  ['connect', 'a polluting key', JSON.parse('{"profileId":"a","__proto__":{"x":1}}')],
  ['setTopics', 'too many topics', { topics: Array.from({ length: 20_001 }, () => 'v2.a') }],
  ['setTopics', 'a topic that is too long', { topics: ['x'.repeat(201)] }],
  ['setTopics', 'an empty topic', { topics: [''] }],
  ['setTopics', 'a topic that is no text', { topics: [1] }],
  ['setTopics', 'something like an array', { topics: { length: 1, 0: 'v2.a' } }],
  ['queryEntries', 'NaN', { from: 'after', position: Number.NaN, limit: 1 }],
  ['queryEntries', 'infinity', { from: 'after', position: Infinity, limit: 1 }],
  ['queryEntries', 'a negative position', { from: 'after', position: -1, limit: 1 }],
  ['queryEntries', 'a fraction', { from: 'after', position: 0.5, limit: 1 }],
  ['queryEntries', 'a bigint', { from: 'after', position: 1n, limit: 1 }],
  ['queryEntries', 'no limit', { from: 'after', position: 1, limit: 0 }],
  ['queryEntries', 'a huge limit', { from: 'after', position: 1, limit: 1_001 }],
  ['queryEntries', 'another direction', { from: 'around', position: 1, limit: 1 }],
  ['setTheme', 'another theme', { theme: 'pink' }],
  ['setLanguage', 'a language that Vigil does not speak', { language: 'fr' }],
  ['setTimelineDisplay', 'another order', { ...DEFAULT_DISPLAY, order: 'by-name' }],
  ['setTimelineDisplay', 'a part only', { order: 'newest-first' }],
  ['setTheme', 'a boxed text', { theme: Object('dark') as unknown }],
  ['pauseAlerts', 'a pause of days', { forMs: 2 * 86_400_000 }],
  ['saveView', 'a huge filter', { name: 'x', filter: 'x'.repeat(2_001) }],
  [
    'exportEntries',
    'a format of its own',
    { format: 'exe', filter: '', isRedacted: true, from: null, to: null },
  ],
  [
    'exportEntries',
    'a path',
    { format: 'csv', filter: '', isRedacted: true, from: null, to: null, path: '/etc' },
  ],
  [
    'exportEntries',
    'a moment that is none',
    { format: 'csv', filter: '', isRedacted: true, from: NaN, to: null },
  ],
  ['controlReplay', 'a speed of its own', { command: 'speed', speed: 1000 }],
  ['controlReplay', 'a moment that is none', { command: 'seek', at: Infinity }],
  ['openRecording', 'a path that is none', { path: 5 }],
  ['copyText', 'a huge text', { text: 'x'.repeat(32 * 1024 * 1024 + 1) }],
  ['pullLever', 'another lever', { lever: 'delete-everything' }],
  ['pullLever', 'a lever without its time', { lever: 'freeze' }],
  ['pullLever', 'a time without end', { lever: 'freeze', durationMs: Infinity }],
  ['pullLever', 'a negative time', { lever: 'outage', durationMs: -1 }],
  ['pullLever', 'a status that is none', { lever: 'answer', part: 'api', status: 99, durationMs: 1 }],
  ['pullLever', 'a burst without measure', { lever: 'burst', count: 1e9, perSecond: 1 }],
];

describe('a hostile argument', () => {
  it.each(HOSTILE)('to %s is refused: %s', async (verb, _, argument) => {
    expect(await ask(verb, page, argument)).toEqual(refused);
    expect(called).toEqual([]);
  });

  it.each(VERBS)(
    'to %s, whatever it is, reaches the handler only when the schema accepts it',
    async (verb) => {
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.anything({ withBigInt: true, withDate: true, withMap: true }),
            fc.constant(ACCEPTABLE[verb]),
          ),
          async (argument) => {
            called = [];
            const answer = await ask(verb, page, argument);
            const isAcceptable = v.is(ARGUMENT_SCHEMAS[verb], argument);
            expect(called).toHaveLength(isAcceptable ? 1 : 0);
            expect(answer).toEqual(isAcceptable ? { ok: true, value: `answer of ${verb}` } : refused);
          },
        ),
        { numRuns: 50 },
      );
    },
  );
});
