import { describe, expect, it } from 'vitest';
import { chosenText, fileName, progressText, recordedText, resultText, scopeText } from './wording.ts';

const at = (day: number, hours: number, minutes: number): number =>
  new Date(2026, 10, day, hours, minutes).getTime();

describe('what is said of exports', () => {
  const running = {
    path: '/a',
    format: 'csv',
    isRedacted: true,
    lookedThrough: 12_000,
    written: 312,
  } as const;

  it('says how far one has come', () => {
    expect(progressText({ ...running, total: 48_210, bytes: 3_355_443 })).toBe(
      '12,000 of 48,210 entries looked through, 312 written, 3 MB',
    );
    expect(progressText({ ...running, total: 0, bytes: 0 })).toBe('Beginning…');
  });

  it('says how one ended', () => {
    const done = { id: '1', path: '/a', format: 'csv', at: 0 } as const;
    const result = { kind: 'written', entries: 1, bytes: 2048 } as const;
    expect(resultText({ ...done, isRedacted: true, result })).toBe('1 entry, 2 kB, names removed');
    expect(resultText({ ...done, isRedacted: false, result })).toBe('1 entry, 2 kB, with names');
    expect(resultText({ ...done, isRedacted: true, result: { kind: 'cancelled' } })).toContain('Cancelled');
    const error = { code: 'recording/unwritable', message: 'The disk is full.' } as const;
    expect(resultText({ ...done, isRedacted: true, result: { kind: 'failed', error } })).toBe(
      'The disk is full.',
    );
  });

  it('says what would be looked at', () => {
    const count = { total: 48_210, matching: null, isWhole: false };
    expect(scopeText('', count)).toBe('No filter: all 48,210 entries.');
    expect(scopeText('gap:', count)).toBe('Those that match, of 48,210 entries, and all gaps.');
    expect(scopeText('gap:', { ...count, matching: 3, isWhole: true })).toBe(
      '3 of 48,210 entries match. All gaps are written with them.',
    );
    expect(scopeText('gap:', { ...count, matching: 3 })).toBe(
      'At least 3 of 48,210 entries match. All gaps are written with them.',
    );
  });

  it.each([
    ['/home/me/a.csv', 'a.csv'],
    ['C:\\Users\\me\\a.csv', 'a.csv'],
    ['a.csv', 'a.csv'],
  ])('names the file of %s', (path, name) => {
    expect(fileName(path)).toBe(name);
  });
});

describe('what is said of a recording', () => {
  it('says from when to when, with the day where it is not today', () => {
    const sameDay = { from: at(23, 14, 5), to: at(23, 15, 20) };
    expect(recordedText(sameDay, at(23, 18, 0))).toBe('Recorded 14:05:00 to 15:20:00');
    expect(recordedText(sameDay, at(24, 9, 0))).toBe('Recorded Mon 23 Nov 14:05:00 to 15:20:00');
    expect(recordedText({ from: at(22, 23, 0), to: at(23, 1, 0) }, at(24, 9, 0))).toBe(
      'Recorded Sun 22 Nov 23:00:00 to Mon 23 Nov 01:00:00',
    );
  });

  it.each([
    ['', null],
    ['agent:ana', 'only agent:ana'],
    [null, 'only a part, chosen by a filter that was removed'],
  ])('says by which filter it was chosen: %j', (filter, words) => {
    expect(chosenText(filter)).toBe(words);
  });
});
