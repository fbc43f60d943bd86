import { describe, expect, it } from 'vitest';
import { presenceValue, textValue } from './change-values.ts';

describe('the value of a change', () => {
  it('is one object wherever it comes again', () => {
    expect(presenceValue('AWAY', 'a')).toBe(presenceValue('AWAY', 'a'));
    expect(presenceValue('AWAY', null)).toBe(presenceValue('AWAY', null));
    expect(textValue('Talking')).toBe(textValue('Talking'));
  });

  it('says what it was made of, whatever was made before it', () => {
    expect(presenceValue('BUSY', 'b')).toEqual({
      kind: 'presence',
      systemPresence: 'BUSY',
      definitionId: 'b',
    });
    // An id that is given to another presence, and texts that are written like an id or a presence.
    expect(presenceValue('MEAL', 'b')).toMatchObject({ systemPresence: 'MEAL', definitionId: 'b' });
    expect(textValue('b')).toEqual({ kind: 'text', text: 'b' });
    expect(presenceValue('MEAL', 'b')).toMatchObject({ systemPresence: 'MEAL', definitionId: 'b' });
    expect(presenceValue('b', null)).toMatchObject({ systemPresence: 'b', definitionId: null });
    expect(textValue('__proto__')).toEqual({ kind: 'text', text: '__proto__' });
  });

  it('is made anew where it is long or there are many, and says the same', () => {
    const long = 'x'.repeat(10_000);
    expect(textValue(long)).not.toBe(textValue(long));
    for (let n = 0; n < 5_000; n += 1) {
      expect(textValue(`text ${String(n)}`)).toEqual({ kind: 'text', text: `text ${String(n)}` });
    }
  });
});
