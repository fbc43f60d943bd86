import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FIELDS } from '../shared/filter/fields.ts';
import { parseFilter } from '../shared/filter/parse.ts';

const DOC = readFileSync(new URL('../docs/filters.md', import.meta.url), 'utf8');

const codesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** What the first column of the table says can be typed. */
const TYPED = [...DOC.matchAll(/^\|(.*?)\| /gm)].flatMap(([, cell = '']) => codesIn(cell));

describe('docs/filters.md', () => {
  it.each(TYPED)('says %s, which can be read', (text) => {
    expect(parseFilter(text)).toMatchObject({ ok: true });
  });

  it('tells of every field, and of every fact by its name', () => {
    const told = codesIn(DOC).map((code) => code.split(':')[0]);
    expect(FIELDS.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
  });
});
