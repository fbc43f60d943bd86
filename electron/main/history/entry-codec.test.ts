import { describe, expect, it } from 'vitest';
import { ENTRIES_OF_EACH_KIND } from '../testing/entries-of-each-kind.ts';
import { entryOf, rowOf } from './entry-codec.ts';

describe('an entry', () => {
  it.each(ENTRIES_OF_EACH_KIND)('comes back from the disk as it was: $type', (entry) => {
    expect(entryOf(rowOf({ entry, arrival: null }))).toEqual(entry);
  });

  it('of a kind that this Vigil does not know is none', () => {
    const row = { position: 1, at: 2, record: '{"type":"hologram"}' };
    expect(entryOf(row)).toBeNull();
  });

  it.each(['', '{"type":"event"', '[]', '{"type":"gap","gap":{"id":"g"}}', '{"type":"event","event":null}'])(
    'that was damaged is none: %s',
    (record) => {
      expect(entryOf({ position: 1, at: 2, record })).toBeNull();
    },
  );

  it('keeps an error whose code another version gave', () => {
    const record = '{"type":"diagnostic","error":{"code":"net/quantum","message":"Odd."},"sample":""}';
    expect(entryOf({ position: 1, at: 2, record })).toMatchObject({
      error: { code: 'internal/unexpected', message: 'Odd.' },
    });
  });
});
