import { describe, expect, it } from 'vitest';
import { MAX_FILTER_LENGTH, parseFilter } from '../../../../shared/filter/parse.ts';
import { applicable, appliedChips, errorText, isSameFilter, judged, shownText, viewOf } from './draft.ts';
import { filterHelp } from './help.ts';

describe('the filter field', () => {
  it('shows what is typed until another filter is applied elsewhere', () => {
    const draft = { text: 'presence:', applied: 'a' };
    expect(shownText(draft, 'a')).toBe('presence:');
    expect(shownText(draft, 'a type:gap')).toBe('a type:gap');
  });

  it('applies only what the list can be asked for', () => {
    expect(judged('a OR b').ok).toBe(true);
    expect(judged('a OR').ok).toBe(false);
    expect(judged('a'.repeat(MAX_FILTER_LENGTH)).ok).toBe(false);
  });

  it('takes blanks for no filter', () => {
    expect(judged('  ').ok).toBe(true);
    expect(['', ' ', '\t ', ' a '].map(applicable)).toEqual(['', '', '', ' a ']);
  });

  it('says what an error is about', () => {
    const error = { message: 'Wrong.', from: 2, to: 3 };
    expect(errorText(error, 'a ( b')).toBe('At (: Wrong.');
    expect(errorText({ ...error, from: 5, to: 5 }, 'a ( b')).toBe('Wrong.');
    expect(errorText({ ...error, from: 0, to: 5 }, 'a ( b')).toBe('Wrong.');
  });
});

describe('views', () => {
  const saved = [{ name: 'Away', filter: 'presence:Away for:>10m' }];

  it('are known by their filter, however it is written', () => {
    expect(viewOf('', saved)?.name).toBe('All');
    expect(viewOf('presence:Away AND for:>600s', saved)?.name).toBe('Away');
    expect(viewOf('presence:Away', saved)).toBeNull();
    expect(isSameFilter('(', '(')).toBe(true);
  });

  it('have a chip for each term', () => {
    expect(appliedChips('presence:Away for:>10m').map(({ label }) => label)).toEqual([
      'presence: Away',
      'for: >10m',
    ]);
    expect(appliedChips('(')).toEqual([]);
  });
});

it('explains the language by examples that can be typed as they stand', () => {
  const examples = filterHelp().flatMap((group) => group.examples.map(([filter]) => filter));
  expect(examples.filter((filter) => !parseFilter(filter).ok)).toEqual([]);
});
