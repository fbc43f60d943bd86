import { expect, it } from 'vitest';
import { HistoryError } from './history-protocol.ts';
import { toHistoryError } from './trouble.ts';

const thrown = (fields: object, message = 'never shown'): Error => Object.assign(new Error(message), fields);

it.each([
  [thrown({ rawCode: 13 }), 'full'],
  [thrown({ rawCode: 8 }), 'unwritable'],
  // Extended codes keep the primary one in their lowest byte: IOERR_WRITE, CORRUPT_INDEX.
  [thrown({ rawCode: 778 }), 'unwritable'],
  [thrown({ rawCode: 779 }), 'corrupt'],
  [thrown({ rawCode: 26 }), 'unreadable'],
  [thrown({ rawCode: 5 }), 'busy'],
  [thrown({ rawCode: 1 }), 'unexpected'],
  [
    thrown({ code: '' }, 'ConnectionFailed("Unable to open connection to local database /x: 14")'),
    'unwritable',
  ],
  [thrown({ code: 'ENOSPC' }), 'full'],
  [thrown({ code: 'EROFS' }), 'unwritable'],
  [thrown({ code: 'ENOTDIR' }), 'unwritable'],
  [new TypeError('never shown'), 'unexpected'],
  ['a string', 'unexpected'],
  [new HistoryError('newer', 'version 9'), 'newer'],
])('%o is the trouble %s', (what, trouble) => {
  expect(toHistoryError(what).trouble).toBe(trouble);
});

it('keeps what the system said out of its own words', () => {
  expect(toHistoryError(thrown({ rawCode: 13 })).message).not.toContain('never shown');
});
