import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { exported, readBack } from '../testing/exported.ts';
import {
  ANA,
  createRecorder,
  frameOf,
  recordedShift,
  STARTED_AT,
  taskOf,
} from '../testing/recorded-entries.ts';
import type { Recorded } from './recorded.ts';

/** Reads RFC 4180, and nothing else: another reading of it than the writer's. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (found === null) throw new Error('This is no CSV.');
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const csvOf = (recorded: readonly Recorded[]): readonly (readonly string[])[] =>
  parseCsv(exported(taskOf({ format: 'csv' }), recorded).replace('\ufeff', ''));

describe('a table', () => {
  const [head, ...rows] = csvOf(recordedShift());
  const row = (position: number): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries((head ?? []).map((name, index) => [name, rows[position - 1]?.[index]]));

  it('has a row for each entry and a cell for each column', () => {
    expect(rows).toHaveLength(recordedShift().length);
    for (const cells of rows) expect(cells).toHaveLength(head?.length ?? 0);
  });

  it('says who changed from what to what, and after how long', () => {
    expect(row(6)).toMatchObject({
      position: '6',
      time: '2026-11-23T14:06:02.000Z',
      'happened at': '2026-11-23T14:06:02.000Z',
      type: 'event',
      topic: `v2.users.${ANA.id}.presence`,
      who: ANA.name,
      'what changed': 'presence',
      to: 'Coffee',
      'held (ms)': '60000',
      deliveries: '1',
      pinned: '',
    });
  });

  it('tells of gaps, and carries pins and notes', () => {
    const gap = rows.find((cells) => cells.includes('gap')) ?? [];
    expect(gap).toContain('2026-11-23T14:06:30.000Z');
    expect(gap).toContain('39000');
    expect(row(4)['pinned']).toBe('yes');
    expect(row(4)['note']).toContain('Ask ana ruiz, Ben');
  });

  it('gives the size of a frame in bytes', () => {
    const frame = recordedShift()[3]?.frame ?? '';
    expect(row(4)['size (bytes)']).toBe(String(Buffer.byteLength(frame)));
  });

  it.each(['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', ' =1', "=cmd|' /C calc'!A0", '"=1'])(
    'lets no spreadsheet run a note that reads %j, and keeps its text',
    (note) => {
      const recorder = createRecorder();
      recorder.frame(frameOf('v2.some.topic', { a: 1 }), STARTED_AT);
      const marked = recorder.recorded.map((one) => ({
        ...one,
        entry: { ...one.entry, mark: { isPinned: false, note } },
      }));
      const cell = csvOf(marked)[1]?.at(-1) ?? '';
      expect(cell).not.toMatch(/^\s*[=+\-@]/);
      expect(cell.replace(/^'/, '')).toBe(note);
    },
  );

  it('keeps commas, quotes and line breaks within their cell', () => {
    const recorder = createRecorder();
    recorder.record(
      {
        type: 'diagnostic',
        error: { code: 'wire/malformed', message: 'a "quoted", word\r\nand a line' },
        sample: '',
      },
      STARTED_AT,
    );
    expect(csvOf(recorder.recorded)[1]).toContain('a "quoted", word\r\nand a line');
  });
});

describe('a moment that no calendar has', () => {
  const LATE = 9e15;

  function recorded(): readonly Recorded[] {
    const recorder = createRecorder();
    const topic = `v2.detail.events.agent.${ANA.id}.x`;
    recorder.frame(frameOf(topic, { currentState: 'IDLE', currentStateStart: STARTED_AT }), STARTED_AT);
    recorder.frame(frameOf(topic, { currentState: 'BUSY', currentStateStart: LATE }), STARTED_AT);
    const cause = { code: 'socket/closed', message: 'Closed.' } as const;
    const gap = { id: 'g', from: -LATE, to: LATE, cause, attempts: 0, topics: null };
    recorder.record({ type: 'gap', gap }, STARTED_AT);
    return recorder.recorded;
  }

  it('stands in a table as the number that it is', () => {
    const [head = [], , event = [], gap = []] = csvOf(recorded());
    expect(event[head.indexOf('happened at')]).toBe(String(LATE));
    expect([gap[head.indexOf('from')], gap[head.indexOf('to')]]).toEqual([String(-LATE), String(LATE)]);
  });

  it('stands so in a HAR, and in a session that can be opened', async () => {
    expect(exported(taskOf({ format: 'har' }), recorded())).toContain(
      `Gap from ${String(-LATE)} to ${String(LATE)}: Closed.`,
    );
    const lines = await readBack(exported(taskOf(), recorded()));
    expect(lines.filter(({ kind }) => kind === 'entry')).toHaveLength(3);
  });
});

const HarSchema = v.object({
  log: v.looseObject({
    version: v.string(),
    entries: v.tuple([
      v.looseObject({
        request: v.looseObject({ url: v.string() }),
        comment: v.string(),
        _webSocketMessages: v.array(
          v.looseObject({ type: v.string(), time: v.number(), opcode: v.number(), data: v.string() }),
        ),
      }),
    ]),
  }),
});

describe('a HAR', () => {
  const read = (recorded: readonly Recorded[]) => {
    const { log } = v.parse(HarSchema, JSON.parse(exported(taskOf({ format: 'har' }), recorded)));
    const [entry] = log.entries;
    return { log, entry, messages: entry._webSocketMessages };
  };

  it('holds every frame as the developer tools of Chrome write it, times in seconds', () => {
    const frames = recordedShift().filter(({ frame }) => frame !== null);
    const { messages } = read(recordedShift());
    expect(messages.map(({ type, opcode, time, data }) => ({ type, opcode, time, data }))).toEqual(
      frames.map(({ entry, frame }) => ({ type: 'receive', opcode: 1, time: entry.at / 1000, data: frame })),
    );
    expect(messages[0]?.['_pinned']).toBe(true);
    expect(messages[0]?.['_note']).toContain('Ask ana ruiz');
  });

  it('is a HAR 1.2 of one socket', () => {
    const { log, entry } = read(recordedShift());
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'Vigil', version: '0.1.0' } });
    expect(log.entries).toHaveLength(1);
    expect(entry).toMatchObject({
      startedDateTime: '2026-11-23T14:05:00.000Z',
      time: 133_000,
      _resourceType: 'websocket',
      request: { method: 'GET', httpVersion: 'HTTP/1.1', headers: [], queryString: [], cookies: [] },
      response: { status: 101, headers: [], content: { size: 0 } },
      cache: {},
      timings: { send: 0, wait: 0, receive: 133_000 },
    });
  });

  it('tells no address of a channel, and every gap in a comment', () => {
    const { entry } = read(recordedShift());
    expect(entry.request.url).toBe('wss://notifications.invalid/channels/removed');
    expect(entry.comment).toMatch(/^Gap from 2026-11-23T14:06:30.000Z to 2026-11-23T14:07:09.000Z: /);
  });

  it('tells of the gaps also where a filter leaves out everything', () => {
    const text = exported(taskOf({ format: 'har', filter: 'agent:nobody' }), recordedShift());
    expect(text).toContain('Gap from 2026-11-23T14:06:30.000Z');
    expect(text).not.toContain('No gaps.');
  });

  it('of nothing is whole, too', () => {
    expect(read([]).messages).toEqual([]);
  });
});
