import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from './arguments.ts';
import { parseTopics, readTopicsFile } from './topics-file.ts';

describe('the text of a topics file', () => {
  it.each([
    ['v2.a.presence', ['v2.a.presence']],
    ['v2.a.presence\nv2.b.presence\n', ['v2.a.presence', 'v2.b.presence']],
    ['v2.a.presence\r\nv2.b.presence\r\n', ['v2.a.presence', 'v2.b.presence']],
    ['\uFEFFv2.a.presence\n', ['v2.a.presence']],
    [
      '# people\n\n  v2.a.presence  # Ana\n\t#v2.c.presence\n#\nv2.b.presence',
      ['v2.a.presence', 'v2.b.presence'],
    ],
    ['\uFEFF# people\nv2.a.presence', ['v2.a.presence']],
    ['v2.a.presence\nv2.a.presence\n v2.a.presence ', ['v2.a.presence']],
  ])('%j holds %j', (text, expected) => {
    expect(parseTopics(text, 'f')).toEqual(expected);
  });

  it.each([
    ['', /f holds no topic/],
    ['\n \n# nothing\n', /f holds no topic/],
    ['v2.a.presence\nnonsense\n', /f, line 2: .*v2\./],
    [`v2.a.presence\n\nv2.${'a'.repeat(200)}`, /f, line 3: .*200 characters/],
    ['v2.a.presence, v2.b.presence', /f, line 1/],
    ['v2.a.presence#Ana', /f, line 1/],
    ['v\u00002\u0000.\u0000', /f, line 1/],
  ])('%j is explained', (text, message) => {
    expect(() => parseTopics(text, 'f')).toThrow(UsageError);
    expect(() => parseTopics(text, 'f')).toThrow(message);
  });

  it('holds at most what five channels carry', () => {
    const lines = Array.from({ length: 5_001 }, (_, index) => `v2.users.u${String(index)}.presence`);
    expect(parseTopics(lines.slice(1).join('\n'), 'f')).toHaveLength(5_000);
    expect(() => parseTopics(lines.join('\n'), 'f')).toThrow(/f: These 5001 topics take .* 6 channels/);
  });
});

describe('the topics file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-topics-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  async function file(content: string | Buffer): Promise<string> {
    const path = join(folder, 'topics.txt');
    await writeFile(path, content);
    return path;
  }

  it('is read', async () => {
    expect(await readTopicsFile(await file('v2.a.presence\n'))).toEqual(['v2.a.presence']);
  });

  it('is named when it is not there, or no file', async () => {
    const missing = join(folder, 'missing.txt');
    await expect(readTopicsFile(missing)).rejects.toThrow(
      `The topics file ${missing} cannot be read (ENOENT).`,
    );
    await expect(readTopicsFile(folder)).rejects.toThrow(UsageError);
    await expect(readTopicsFile(folder)).rejects.toThrow(/EISDIR/);
  });

  it('is refused when it is far too large', async () => {
    const path = await file(Buffer.alloc(5 * 1024 * 1024, '# x\n'));
    await expect(readTopicsFile(path)).rejects.toThrow(`${path} is too large for a list of topics.`);
  });

  it('is refused when it never ends', async () => {
    await expect(readTopicsFile('/dev/zero')).rejects.toThrow('/dev/zero is too large for a list of topics.');
  });

  it('may be large', async () => {
    const topics = Array.from(
      { length: 1_000 },
      (_, index) => `v2.users.${'u'.repeat(180)}${String(index)}.x`,
    );
    expect(await readTopicsFile(await file(topics.join('\n')))).toEqual(topics);
  });
});
