import fc from 'fast-check';
import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stretch } from '../../../shared/model/coverage.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { createCoverageFiles } from './coverage-files.ts';
import { createStretchList, KEPT_MS, KEPT_STRETCHES, type CoverageLedger } from './coverage-ledger.ts';

let folder = '';
let said: Notice[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-coverage-'));
  said = [];
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** The ledger of a profile as a run that starts now finds it. */
const opened = (profileId = 'acme'): CoverageLedger =>
  createCoverageFiles({ dataDir: folder, say: (notice) => said.push(notice) }).of(profileId);

const heard = (id: string, from: number, to: number): Stretch => ({ kind: 'heard', id, from, to });
const lost = (id: string, from: number, to: number, gapId: string | null = null): Stretch => ({
  kind: 'lost',
  id,
  from,
  to,
  cause: { code: 'socket/closed', message: 'It ended.', closeCode: 1006 },
  attempts: 3,
  topics: ['v2.users.ü\u2028.presence'],
  share: 0.5,
  gapId,
});

const files = (): readonly string[] => readdirSync(join(folder, 'coverage'));

function onlyFile(): string {
  const [name = '', ...others] = files();
  expect(others).toEqual([]);
  return join(folder, 'coverage', name);
}

describe('a ledger in a file', () => {
  it('knows nothing at first, and then what every earlier run put down', () => {
    expect(opened().stretches()).toEqual([]);
    expect(opened().latest()).toBeNull();
    opened().put(heard('a', 1, 5));
    opened().put(lost('b', 5, 9));
    opened().put(lost('b', 5, 12, 'gap-b'));
    expect(opened().stretches()).toEqual([heard('a', 1, 5), lost('b', 5, 12, 'gap-b')]);
    expect(said).toEqual([]);
  });

  it('goes on from what was put down last, wherever that began', () => {
    const first = opened();
    first.put(heard('a', 1, 5));
    first.put(lost('b', 3, 4, 'gap-b'));
    first.put(heard('a', 1, 9));
    expect(opened().latest()).toEqual(heard('a', 1, 9));
  });

  it('is one of each profile, whatever its id is made of', () => {
    const ids = ['acme', '../acme', 'a/b@c:1', '', 'x'.repeat(5_000)];
    for (const id of ids) opened(id).put(heard(id === '' ? 'none' : id, 1, 2));
    for (const id of ids) expect(opened(id).stretches()).toHaveLength(1);
    expect(files()).toHaveLength(ids.length);
    createCoverageFiles({ dataDir: folder, say: () => undefined }).forget('acme');
    expect(opened('acme').stretches()).toEqual([]);
    expect(opened('../acme').stretches()).toHaveLength(1);
  });

  it('that was cut off anywhere holds everything before, and takes what comes after', () => {
    const ledger = opened();
    for (let at = 0; at < 5; at += 1)
      ledger.put(at % 2 === 0 ? heard(String(at), at, at + 1) : lost(String(at), at, at + 1));
    const path = onlyFile();
    const whole = readFileSync(path);
    const firstLine = whole.indexOf('\n', 1);
    fc.assert(
      fc.property(fc.integer({ min: firstLine, max: whole.length }), (length) => {
        said = [];
        writeFileSync(path, whole);
        truncateSync(path, length);
        const before = opened().stretches();
        // The beginning of what was put down, and of that nothing twice.
        expect(before.map(({ from }) => from)).toEqual(before.map((_, index) => index));
        opened().put(heard('after', 90, 91));
        const after = opened().stretches();
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.at(-1)).toEqual(heard('after', 90, 91));
      }),
      { numRuns: 60 },
    );
  });

  it('that was damaged in the middle keeps the rest, keeps the original beside it, and says so once', () => {
    const ledger = opened();
    ledger.put(heard('a', 1, 5));
    appendFileSync(onlyFile(), '\n\u0000\u0000\u0000{"kind":"heard","id":"x","from":');
    ledger.put(heard('c', 6, 9));
    const damaged = readFileSync(onlyFile(), 'utf8');
    expect(opened().stretches()).toEqual([heard('a', 1, 5), heard('c', 6, 9)]);
    expect(said).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('1 of 3 lines') as string },
    ]);
    expect(opened().stretches()).toHaveLength(2);
    expect(said).toHaveLength(1);
    const kept = files().find((name) => name.endsWith('.damaged')) ?? '';
    expect(readFileSync(join(folder, 'coverage', kept), 'utf8')).toBe(damaged);
  });

  it.each([
    ['words', 'garbage\nmore of it'],
    ['zeros', '\u0000'.repeat(4_096)],
    ['an object', '{}'],
    ['other JSON', '\n[]\nnull'],
  ])('that holds %s and nothing else still says about when Vigil listened', (_, text) => {
    opened().put(heard('a', 1, 2));
    writeFileSync(onlyFile(), text);
    const writtenAt = Date.now();
    const { stretches } = opened();
    expect(stretches()).toMatchObject([{ kind: 'heard' }]);
    expect(Math.abs((stretches()[0]?.to ?? 0) - writtenAt)).toBeLessThan(10_000);
    expect(said).toHaveLength(1);
  });

  it('takes the cause of another version for an unknown one, and refuses what cannot be', () => {
    opened().put(lost('a', 1, 2));
    const path = onlyFile();
    const line = readFileSync(path, 'utf8');
    writeFileSync(path, line.replace('socket/closed', 'socket/melted'));
    expect(opened().stretches()).toMatchObject([
      { cause: { code: 'internal/unexpected', message: 'It ended.' } },
    ]);
    for (const wrong of ['"to":0', '"to":null', '"to":"soon"', '"share":0', '"share":7']) {
      const name = wrong.split(':')[0] ?? '';
      writeFileSync(path, `${line}${line.replace(new RegExp(`${name}:[^,]+`), wrong)}${line}`);
      said = [];
      expect(opened().stretches()).toHaveLength(1);
      expect(said).toHaveLength(1);
    }
  });

  it('is written anew before it grows without end, and loses nothing by it', () => {
    const ledger = opened();
    ledger.put(lost('old', 1, 2, 'gap'));
    for (let to = 10; to < 10_100; to += 1) ledger.put(heard('a', 10, to));
    expect(readFileSync(onlyFile(), 'utf8').split('\n').length).toBeLessThan(6_000);
    expect(opened().stretches()).toEqual([lost('old', 1, 2, 'gap'), heard('a', 10, 10_099)]);
  });

  it('throws when it cannot be written, and knows it all the same', () => {
    writeFileSync(join(folder, 'coverage'), 'a file where the folder should be');
    const ledger = opened();
    expect(() => {
      ledger.put(heard('a', 1, 2));
    }).toThrow(/ENOTDIR|EEXIST/);
    expect(ledger.stretches()).toHaveLength(1);
  });
});

describe('what a ledger holds', () => {
  it('is of the last thirty days, and bounded', () => {
    const list = createStretchList();
    list.put(heard('old', 0, 1));
    list.put(heard('new', KEPT_MS, KEPT_MS + 2));
    expect(list.stretches().map(({ id }) => id)).toEqual(['new']);
    for (let index = 0; index < KEPT_STRETCHES + 10; index += 1)
      list.put(lost(String(index), KEPT_MS, KEPT_MS + 2));
    expect(list.stretches()).toHaveLength(KEPT_STRETCHES);
    expect(list.stretches().at(-1)?.id).toBe(String(KEPT_STRETCHES + 9));
  });
});
