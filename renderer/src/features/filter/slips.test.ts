import { expect, it } from 'vitest';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { slipText } from './slips.ts';

it.each([
  ['agnt:ana', 'agnt is no field, so it is looked for as a key of the JSON. Did you mean agent?'],
  [
    'a OR -presnce:Away',
    'presnce is no field, so it is looked for as a key of the JSON. Did you mean presence?',
  ],
  [
    'routingstatus:Idle',
    'routingstatus is no field, so it is looked for as a key of the JSON. Did you mean routing-status?',
  ],
  ['wrapUpCode:sale', null],
  ['body.agnt:ana', null],
  ['id:1 name:x', null],
  ['presence:Away', null],
])('a slip in %s', (text, said) => {
  const parsed = parseFilter(text);
  expect(parsed.ok ? slipText(parsed.filter) : parsed.error).toBe(said);
});
