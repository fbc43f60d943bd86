import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finished } from '../testing/finished.ts';
import { byteCount } from './byte-count.ts';
import { sizeText } from './frame-facts.ts';
import { textLines } from './text-lines.ts';

const all = (text: string, columns: number): readonly string[] => {
  const lines = textLines(text, columns);
  return Array.from({ length: lines.count }, (_, index) => lines.lineAt(index));
};

describe('a frame as text', () => {
  it('is broken after so many characters and at its own line breaks', () => {
    expect(all('abcdefgh\nij\n\nk', 3)).toEqual(['abc', 'def', 'gh', 'ij', '', 'k']);
    expect(all('', 3)).toEqual(['']);
  });

  it('is complete, whatever is in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (anything, columns) => {
        const plain = anything.replaceAll(/[\p{C}\p{Z}]/gu, 'x');
        expect(all(plain, columns).join('')).toBe(plain);
      }),
      { numRuns: 300 },
    );
  });

  it('is never broken within one character', () => {
    expect(all('a😀b😀', 2)).toEqual(['a😀', 'b', '😀']);
  });

  it('shows as an escape what cannot be seen', () => {
    expect(all('a\u202e\u0000\r', 10)).toEqual(['a\\u202e\\u0000\\r']);
  });

  it('has ten megabytes of lines without making them', () => {
    const lines = textLines('x'.repeat(10_000_000), 60);
    expect([lines.count, lines.lineAt(166_666)]).toEqual([166_667, 'x'.repeat(40)]);
  });

  it('has as many bytes as it took on the wire', () => {
    const text = `${'x'.repeat(199_999)}😀é${'y'.repeat(300_000)}`;
    expect(finished(byteCount(text))).toBe(199_999 + 4 + 2 + 300_000);
    expect(finished(byteCount(''))).toBe(0);
  });

  it('is told how large it is', () => {
    expect([sizeText(812), sizeText(1_204), sizeText(10_400_000)]).toEqual([
      '812 bytes',
      '1.2 kB (1,204 bytes)',
      '10.4 MB (10,400,000 bytes)',
    ]);
  });
});
