import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORGANISATION_COLOURS } from '../shared/model/organisation-colour.ts';

const tokens = readFileSync(join(import.meta.dirname, '../renderer/src/ui/tokens.css'), 'utf8');

/** The values for light and dark of a declaration. */
function pairOf(pattern: RegExp): readonly [string, string] {
  const [, light = '', dark = ''] = pattern.exec(tokens) ?? [];
  return [light, dark];
}

const PAIR = String.raw`light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)`;
const SURFACES = ['bg', 'surface', 'surface-sunk', 'surface-hover', 'surface-selected'].map((name) =>
  pairOf(new RegExp(`--${name}: ${PAIR}`)),
);

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

describe('the colours of organisations', () => {
  it.each(ORGANISATION_COLOURS)('stand out from every surface, light and dark: %s', (colour) => {
    const [light, dark] = pairOf(
      new RegExp(`data-organisation='${colour}'\\] \\{\\s*--organisation: ${PAIR}`),
    );
    for (const [onLight, onDark] of SURFACES) {
      expect(contrast(light, onLight)).toBeGreaterThanOrEqual(3);
      expect(contrast(dark, onDark)).toBeGreaterThanOrEqual(3);
    }
  });
});
