import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../../shared/model/recording.ts';
import { exported, readBack } from '../testing/exported.ts';
import { ANA, recordedShift, STARTED_AT, taskOf } from '../testing/recorded-entries.ts';
import type { Origin, Recorded } from './recorded.ts';
import { RecordingError } from './recording-error.ts';
import type { SessionLine } from './session-reader.ts';

const entriesOf = (lines: readonly SessionLine[]): readonly Recorded[] =>
  lines.flatMap((line) => {
    if (line.kind !== 'entry' || line.entry.entry === null) return [];
    const { entry, mark, arrival } = line.entry;
    return [{ entry: mark === null ? entry : { ...entry, mark }, frame: arrival?.frame ?? null }];
  });

/** The footer that fits what stands before it. */
function footed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('');
  const entries = lines.filter((line) => /"position"/.test(line)).length;
  const sha256 = createHash('sha256').update(text).digest('hex');
  return `${text}${JSON.stringify({ type: 'end', entries, sha256 })}\n`;
}

const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe('a session file', () => {
  const text = exported(taskOf(), recordedShift());

  it('gives back every entry, frame, pin and note exactly as it was', async () => {
    expect(entriesOf(await readBack(text))).toEqual(recordedShift());
  });

  it('begins with what it is, and says from when to when', async () => {
    const [first] = await readBack(text);
    expect(first).toMatchObject({
      kind: 'header',
      header: { organisation: 'Acme', redaction: 'none', filter: '', clockOffsetMs: 300 },
    });
  });

  it('names whom an entry is about before the entry, and once', () => {
    const lines = linesOf(text);
    const named = lines.filter((line) => line.includes('"type":"name"') && line.includes(ANA.id));
    expect(named).toHaveLength(1);
    expect(lines.indexOf(named[0] ?? '')).toBeLessThan(
      lines.findIndex((line) => line.includes('"type":"event"')),
    );
  });

  it('can be packed', async () => {
    expect(entriesOf(await readBack(gzipSync(text)))).toEqual(recordedShift());
  });

  it('holds only what matches, judged as it was before names were removed', async () => {
    const lines = await readBack(
      exported(taskOf({ filter: 'agent:"Ana Ruiz"', isRedacted: true }), recordedShift()),
    );
    expect(
      entriesOf(lines)
        .filter(({ entry }) => entry.type !== 'gap')
        .map(({ entry }) => entry.position),
    ).toEqual([4, 6]);
  });

  it('holds every gap, whatever the filter', async () => {
    const lines = await readBack(exported(taskOf({ filter: 'agent:"Ana Ruiz"' }), recordedShift()));
    expect(entriesOf(lines).map(({ entry }) => entry.position)).toEqual([4, 6, 9]);
  });

  it.each([
    ['ends within a gap', { from: null, to: STARTED_AT + 110_000 }, true],
    ['begins within a gap', { from: STARTED_AT + 110_000, to: null }, true],
    ['lies within a gap', { from: STARTED_AT + 100_000, to: STARTED_AT + 110_000 }, true],
    ['ends before a gap', { from: null, to: STARTED_AT + 89_000 }, false],
    ['begins after a gap', { from: STARTED_AT + 131_000, to: null }, false],
  ])('of a range of time that %s tells of it as it should', async (_what, range, isTold) => {
    const lines = await readBack(exported(taskOf({ ...range, filter: 'type:event' }), recordedShift()));
    expect(entriesOf(lines).some(({ entry }) => entry.type === 'gap')).toBe(isTold);
  });

  it('may leave a range of time', async () => {
    const { at } = recordedShift()[4]?.entry ?? { at: 0 };
    const lines = await readBack(exported(taskOf({ from: at, to: at + 1000 }), recordedShift()));
    expect(entriesOf(lines).map(({ entry }) => entry.position)).toEqual([5]);
  });

  it('may tell of an event by its frame alone', async () => {
    const lines = linesOf(text)
      .slice(0, -1)
      .map((line) => line.replace(/"event":\{.*\},"frame"/, '"frame"'));
    const read = await readBack(footed(lines));
    expect(read.filter((line) => line.kind === 'entry' && line.entry.entry === null)).toHaveLength(4);
  });
});

describe('a session file of a recording', () => {
  async function headerOf(request: Partial<ExportRequest>, origin: Origin): Promise<unknown> {
    const [first] = await readBack(exported(taskOf(request, { origin }), recordedShift()));
    return first?.kind === 'header' ? first.header : null;
  }

  it.each<[string, string | null, string, string | null]>([
    ['all of all', '', '', ''],
    ['a part of all', '', 'type:event', 'type:event'],
    ['all of a part', 'agent:ana', '', 'agent:ana'],
    ['a part of a part', 'agent:ana', 'a OR b', '(agent:ana) AND (a OR b)'],
    ['all of a part that nobody knows', null, '', null],
    ['a part of a part that nobody knows', null, 'type:event', null],
  ])('says by what is chosen %s', async (_what, former, chosen, told) => {
    const origin = { filter: former, isRedacted: false };
    expect(await headerOf({ filter: chosen }, origin)).toMatchObject({ filter: told, redaction: 'none' });
  });

  it('says that names were removed, also where that was done before', async () => {
    const origin = { filter: '', isRedacted: true };
    expect(await headerOf({}, origin)).toMatchObject({ filter: '', redaction: 'pseudonyms' });
  });

  it('tells no filter of a recording that names are removed from', async () => {
    const origin = { filter: 'agent:ana', isRedacted: false };
    expect(await headerOf({ isRedacted: true }, origin)).toMatchObject({ filter: null });
  });
});

describe('a file that is no whole session', () => {
  const text = exported(taskOf(), recordedShift());
  const lines = linesOf(text);

  async function problemOf(content: string | Uint8Array): Promise<string> {
    try {
      await readBack(content);
    } catch (thrown) {
      if (thrown instanceof RecordingError) return thrown.message;
      throw thrown;
    }
    return 'none';
  }

  it.each([
    ['an empty file', '', 'The file is empty.'],
    ['a text', 'Dear diary\n', 'Line 1 of the file is not the beginning of a Vigil session'],
    [
      'a table',
      exported(taskOf({ format: 'csv' }), recordedShift()),
      'Line 1 of the file is not the beginning',
    ],
    [
      'a HAR',
      exported(taskOf({ format: 'har' }), recordedShift()),
      'Line 1 of the file is not the beginning',
    ],
    ['one without its end', lines.slice(0, -1).join('\n') + '\n', 'the end of the session is missing'],
    ['one cut off in a line', text.slice(0, text.length - 200), 'is cut off'],
    [
      'one with a line less',
      [...lines.slice(0, 5), ...lines.slice(6)].join('\n') + '\n',
      'was changed or damaged',
    ],
    ['one with a word changed', text.replace('Away', 'Gone'), 'was changed or damaged'],
    ['one with more behind it', `${text}{}\n`, 'stands behind the end'],
    [
      'one of a newer Vigil',
      text.replace('"version":1', '"version":2'),
      'Line 1 of the file says that a newer Vigil',
    ],
    [
      'a damaged header',
      text.replace('"redaction":"none"', '"redaction":1'),
      'Line 1 of the file is a damaged header',
    ],
    [
      'a line that is no JSON',
      footed([...lines.slice(0, 3), '{"position":', ...lines.slice(4, -1)]),
      'Line 4 of the file is no JSON',
    ],
    [
      'a line that is no entry',
      footed([...lines.slice(0, 3), '{"position":9}']),
      'Line 4 of the file is no entry',
    ],
    ['a line twice', footed([...lines.slice(0, 3), lines[2] ?? '']), 'Line 4 of the file is not in order'],
    [
      'a moment that is none',
      footed([lines[0] ?? '', '{"type":"gap","position":1,"at":1e300}']),
      'Line 2 of the file is no entry',
    ],
    ['damaged packing', gzipSync(text).subarray(0, 200), 'its compression is damaged'],
  ])('%s ends with what is wrong and where', async (_what, content, problem) => {
    expect(await problemOf(content)).toContain(problem);
  });

  it('a frame that does not fit its event is found', async () => {
    const index = lines.findIndex((line) => line.includes('"type":"event"'));
    const forged = (lines[index] ?? '').replaceAll(
      /"frame":"(.*)"/g,
      '"frame":"{\\"topicName\\":\\"v2.x\\"}"',
    );
    expect(await problemOf(footed([...lines.slice(0, index), forged]))).toContain(
      'holds a frame of another event',
    );
  });

  it('a frame of the connection is none of an event', async () => {
    const index = lines.findIndex((line) => line.includes('"type":"event"'));
    const control = (lines[index] ?? '').replace(
      /"frame":".*"/,
      '"frame":"{\\"topicName\\":\\"channel.metadata\\"}"',
    );
    expect(await problemOf(footed([...lines.slice(0, index), control]))).toContain('brings no event');
  });

  it('whatever is done to a session, it is read as it was or refused with the line', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(60),
        fc.uint8Array({ maxLength: 40 }),
        async (at, removed, inserted) => {
          const changed = Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
          const problem = await problemOf(changed);
          if (changed.equals(bytes)) expect(problem).toBe('none');
          else expect(problem).toMatch(/^(Line \d+ of the file |The file is )/);
        },
      ),
      { numRuns: 150 },
    );
  });
});
