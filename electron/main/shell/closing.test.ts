import { describe, expect, it } from 'vitest';
import { closingAct } from './closing.ts';

const usual = { isQuitting: false, onClose: 'ask', canAsk: true } as const;

describe('a window that the user closes', () => {
  it('asks what becomes of Vigil until that was chosen, and then does it', () => {
    expect(closingAct(usual)).toBe('ask');
    expect(closingAct({ ...usual, onClose: 'keep-watching' })).toBe('hide');
    expect(closingAct({ ...usual, onClose: 'quit' })).toBe('close');
  });

  it('closes when nobody could answer', () => {
    expect(closingAct({ ...usual, canAsk: false })).toBe('close');
  });

  it.each(['ask', 'keep-watching', 'quit'] as const)('never holds up quitting: %s', (onClose) => {
    expect(closingAct({ ...usual, onClose, isQuitting: true })).toBe('close');
  });
});
