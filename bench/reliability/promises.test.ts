import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ROOMS = ['electron', 'renderer', 'shared', 'simulator', 'bench', 'e2e'];

/** The bars R1–R24 and the known bugs T01–T41, each of which some test has to name. */
const BARS = Array.from({ length: 24 }, (_, number) => `R${String(number + 1)}`);
const BUGS = Array.from({ length: 41 }, (_, number) => `T${String(number + 1).padStart(2, '0')}`);

/** What no test can name, and why. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  R24: 'The mutation score is measured by the long check `mutation`, which no test could run.',
};

/** The words in which tests and groups of tests are named. */
async function titles(): Promise<string> {
  const found: string[] = [];
  for (const room of ROOMS) {
    for (const file of await readdir(join(ROOT, room), { recursive: true })) {
      if (!/\.(test|spec)\.tsx?$/.test(file)) continue;
      const source = await readFile(join(ROOT, room, file), 'utf8');
      const calls = source.matchAll(/\b(?:it|test|describe)\b[^'"`]*?(?:\([^'"`]*?)?(['"`])(.*?)\1/g);
      for (const [, , title] of calls) found.push(title ?? '');
      // The title of a table of cases stands after the table.
      for (const [, , title] of source.matchAll(/\)\(\s*(['"`])(.*?)\1/g)) found.push(title ?? '');
    }
  }
  return found.join('\n');
}

describe('every promise', () => {
  it('of reliability, and every known bug, is named by a test or said to be checked elsewhere', async () => {
    const named = new Set((await titles()).match(/\b[RT]\d{1,2}\b/g));
    const unnamed = [...BARS, ...BUGS].filter((name) => !named.has(name) && !(name in ELSEWHERE));
    expect(unnamed).toEqual([]);
  });

  it('that is said to be checked elsewhere is named by no test', async () => {
    const named = new Set((await titles()).match(/\b[RT]\d{1,2}\b/g));
    expect(Object.keys(ELSEWHERE).filter((name) => named.has(name))).toEqual([]);
  });
});
