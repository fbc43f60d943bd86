import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORGANISATION_COLOURS } from '../shared/model/organisation-colour.ts';

const tokens = readFileSync(join(import.meta.dirname, '../renderer/src/ui/tokens.css'), 'utf8');

const THEMES = ['light', 'dark'] as const;

/** The colours for light and dark of a declaration. */
interface Pair {
  readonly light: string;
  readonly dark: string;
}

const PAIR = String.raw`light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`;

function pairOf(declaration: string): Pair {
  const [, light, dark] = new RegExp(`${declaration}: ${PAIR}`).exec(tokens) ?? [];
  if (light === undefined || dark === undefined) throw new Error(`There is no pair at ${declaration}.`);
  return { light, dark };
}

const token = (name: string): Pair => pairOf(`--${name}`);
const SURFACES = ['bg', 'surface', 'surface-sunk', 'surface-hover', 'surface-selected'].map(token);

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** The least that a colour stands out from any of these, in either theme. */
const least = (colour: Pair, grounds: readonly Pair[]): number =>
  Math.min(...grounds.flatMap((ground) => THEMES.map((theme) => contrast(colour[theme], ground[theme]))));

describe('marks and lines that tell a state, light and dark', () => {
  it.each([
    'presence-available',
    'presence-busy',
    'presence-away',
    'presence-queue',
    'presence-offline',
    'warn-line',
    'bad-line',
    'line-control',
    'accent',
    'focus',
  ])('stand out from every surface at 3:1: %s', (name) => {
    expect(least(token(name), SURFACES)).toBeGreaterThanOrEqual(3);
  });

  it.each(['warn', 'bad'])('stand out from the ground of a notice at 3:1: %s', (name) => {
    expect(least(token(`${name}-line`), [token(`${name}-bg`)])).toBeGreaterThanOrEqual(3);
  });

  it.each(ORGANISATION_COLOURS)('stand out from every surface at 3:1: the organisation in %s', (colour) => {
    const pair = pairOf(`data-organisation='${colour}'\\] \\{\\s*--organisation`);
    expect(least(pair, SURFACES)).toBeGreaterThanOrEqual(3);
  });
});

describe('texts, light and dark', () => {
  it.each(['text', 'text-soft', 'ok', 'warn', 'bad', 'practice', 'replay', 'accent'])(
    'can be read on every surface at 4.5:1: %s',
    (name) => {
      expect(least(token(name), SURFACES)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['ok', 'warn', 'bad', 'practice', 'replay'])(
    'can be read on its own ground at 4.5:1: %s',
    (name) => {
      expect(least(token(name), [token(`${name}-bg`)])).toBeGreaterThanOrEqual(4.5);
    },
  );
});
