import { globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import german from '../../shared/text/de.json' with { type: 'json' };
import { missingForms, shapeOf } from './message-shape.ts';
import { IN_A_TERMINAL, NO_TEXTS } from './no-texts.ts';
import { textsOf } from './source-texts.ts';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const NO_SOURCE = /\.test\.tsx?$|\/testing\/|\/(virtual-[a-z]+|transition-(run|moves))\.ts$|\.d\.ts$/;

/** The command line is left out: what it prints is a format. */
const sources = globSync('{renderer/src,electron/main,shared}/**/*.{ts,tsx}', { cwd: project })
  .filter((path) => !NO_SOURCE.test(path))
  .sort();

const texts = sources.map((path) => {
  const file = join(project, path);
  return textsOf(file, path.startsWith('renderer/') ? 'window' : 'main');
});
const calls = texts.flatMap((one) => one.calls);
const place = (absolute: string): string => relative(project, absolute);
const spoken = new Set(calls.flatMap(({ text }) => text ?? []));
const translations = new Map(Object.entries(german));

describe('every text', () => {
  it('stands in its call as a literal, and is made when the language is known', () => {
    expect(calls.length).toBeGreaterThan(500);
    expect(calls.filter(({ text }) => text === null).map((call) => place(call.place))).toEqual([]);
    expect(calls.filter(({ isTooEarly }) => isTooEarly).map((call) => place(call.place))).toEqual([]);
  });

  it('is given the values that it fills in', () => {
    const lacking = calls.flatMap(({ place: where, text, values }) => {
      const names = text === null ? [] : shapeOf(text).map((part) => part.split(':')[0] ?? part);
      const missing = values === null ? [] : names.filter((name) => !values.includes(name));
      return missing.length === 0 ? [] : [`${place(where)} lacks ${missing.join(', ')}`];
    });
    expect(lacking).toEqual([]);
  });

  it('has a German translation', () => {
    expect([...spoken].filter((text) => !translations.has(text))).toEqual([]);
  });

  it('passes through t', () => {
    const isNoText = (text: string): boolean => NO_TEXTS.some((pattern) => pattern.test(text));
    const bare = texts.flatMap((one) => one.bare).map((found) => ({ ...found, place: place(found.place) }));
    expect(bare.filter((found) => !IN_A_TERMINAL.test(found.place) && !isNoText(found.text))).toEqual([]);
  });
});

describe('every German text', () => {
  it('translates one that is still spoken', () => {
    expect([...translations.keys()].filter((text) => !spoken.has(text))).toEqual([]);
  });

  it('fills in what the English one fills in, and has all forms of its plurals', () => {
    const different = [...translations].filter(
      ([english, text]) =>
        shapeOf(english).join() !== shapeOf(text).join() || missingForms(text, 'de').length > 0,
    );
    expect(different).toEqual([]);
  });

  it('has German quotation marks, and a space before an ellipsis', () => {
    expect([...translations.values()].filter((text) => /["“][^„”]*["”]|\p{L}…/u.test(text))).toEqual([]);
  });

  it('says something', () => {
    expect([...translations].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});
