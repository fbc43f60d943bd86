import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';

let folder = '';
let failures: unknown[] = [];
const path = (): string => join(folder, 'vigil.log');
const open = (): ((line: string) => void) => openLogFile(path(), (thrown) => failures.push(thrown));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-log-'));
  failures = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('has each line on disk at once, after those of the run before', () => {
  open()('one');
  open()('two');
  expect(readFileSync(path(), 'utf8')).toBe('one\ntwo\n');
  expect(failures).toEqual([]);
});

it.skipIf(process.platform === 'win32')('is for the eyes of its user only', () => {
  open()('one');
  expect(statSync(path()).mode & 0o777).toBe(0o600);
});

it('keeps two files of a million bytes, however much is written and however often it is opened', async () => {
  const line = 'x'.repeat(9_999);
  for (let run = 0; run < 4; run += 1) {
    const write = open();
    for (let lines = 0; lines < 80; lines += 1) write(line);
  }
  expect((await readdir(folder)).sort()).toEqual(['vigil.log', 'vigil.log.old']);
  for (const name of ['vigil.log', 'vigil.log.old']) {
    expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(1_010_000);
  }
});

it('may be written to by whoever is told of a failure', async () => {
  await mkdir(path());
  const write = openLogFile(path(), () => {
    failures.push('told');
    write('The log cannot be written');
  });
  write('lost');
  expect(failures).toEqual(['told']);
});

it('tells once that it cannot be written, and goes on when it can', async () => {
  await mkdir(path());
  const write = open();
  write('lost');
  write('lost as well');
  expect(failures).toHaveLength(1);
  await rm(path(), { recursive: true });
  write('kept');
  expect(readFileSync(path(), 'utf8')).toBe('kept\n');
  await rm(path());
  await mkdir(path());
  write('lost again');
  expect(failures).toHaveLength(2);
});
