import { describe, expect, it } from 'vitest';
import type { HistoryDescription, PlannedDeletion } from '../../../../shared/model/history.ts';
import { bytesText } from '../../wording/bytes.ts';
import { deletionText, keptText, keyText, placeText, storedText } from './wording.ts';

const NOW = new Date(2026, 10, 24, 14, 31, 2).getTime();
const at = (month: number, day: number, hour = 9, minute = 12, year = 2026): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
const MB = 1024 ** 2;

const history = (parts: Partial<HistoryDescription> = {}): HistoryDescription => ({
  profileId: 'practice',
  retention: { maxAgeMs: 30 * 86_400_000, maxBytes: 2 * 1024 ** 3 },
  path: '/data/history/one.db',
  entries: 48_210,
  since: at(11, 3),
  usedBytes: 84 * MB,
  ...parts,
});

describe('sizes', () => {
  it.each([
    [0, '0 kB'],
    [12 * 1024, '12 kB'],
    [84 * MB, '84 MB'],
    [1023.4 * MB, '1023 MB'],
    [1023.6 * MB, '1 GB'],
    [1.25 * 1024 * MB, '1.3 GB'],
    [2048 * MB, '2 GB'],
    [140.2 * 1024 * MB, '140 GB'],
    [3 * 1024 ** 4, '3 TB'],
    [5_000 * 1024 ** 4, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('what is kept', () => {
  it.each([
    [history(), '48,210 entries since 3 Nov, 84 MB'],
    [history({ since: at(12, 31, 9, 12, 2025) }), '48,210 entries since 31 Dec 2025, 84 MB'],
    [history({ entries: 1, since: at(11, 24) }), '1 entry since 09:12 today, 84 MB'],
    [history({ path: null, usedBytes: 0 }), '48,210 entries since 3 Nov'],
    [history({ entries: 0, since: null }), 'Nothing yet'],
  ])('is said with how many, since when and how much', (description, text) => {
    expect(keptText(description, NOW)).toBe(text);
  });

  it('is said with where it is and why', () => {
    const keychain = { kind: 'keychain', name: 'macOS Keychain' } as const;
    const memory = { kind: 'memory', reason: 'No keychain was found.' } as const;
    expect(placeText(history(), keychain)).toBe('/data/history/one.db, encrypted');
    expect(placeText(history({ path: null }), keychain)).toContain('the disk does not take it');
    expect(placeText(history({ path: null }), memory)).toContain('its key can be kept nowhere');
    expect(keyText(keychain)).toContain('In macOS Keychain');
    expect(keyText(memory)).toBe('In memory until Vigil closes. No keychain was found.');
  });

  it('is said in the footer in two words', () => {
    expect(storedText(history())).toBe('84 MB stored');
    expect(storedText(history({ path: null }))).toBe('History in memory');
  });
});

describe('what limits would delete', () => {
  const limits = { maxAgeMs: 10 * 86_400_000, maxBytes: 512 * MB };
  const planned = (parts: Partial<PlannedDeletion> = {}): PlannedDeletion => ({
    count: 12_345,
    before: at(11, 14),
    marked: 3,
    why: 'age',
    ...parts,
  });

  it.each([
    [
      planned(),
      '12,345 entries from before 14 Nov, 09:12 will be deleted, 3 of them pinned or with a note. They are older than 10 days.',
    ],
    [
      planned({ marked: 0, why: 'size' }),
      '12,345 entries from before 14 Nov, 09:12 will be deleted. The history takes more than 512 MB.',
    ],
    [
      planned({ count: 1, marked: 0, before: at(11, 24) }),
      '1 entry from before 09:12 today will be deleted. It is older than 10 days.',
    ],
  ])('is said with how many, from before when and why', (deletion, text) => {
    expect(deletionText(deletion, limits, NOW)).toBe(text);
  });
});
