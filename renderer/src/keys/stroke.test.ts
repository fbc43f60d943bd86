import { describe, expect, it } from 'vitest';
import { STROKE } from '../../../shared/model/shortcuts.ts';
import { ariaKeys, isSingleKey, isTyped, keysOf, strokeOf, type KeyPress } from './stroke.ts';

function press(
  key: string,
  more: Partial<Omit<KeyPress, 'getModifierState'>> & { altGraph?: true } = {},
): KeyPress {
  const { altGraph, ...held } = more;
  const none = { code: '', ctrlKey: false, altKey: false, shiftKey: false, metaKey: false };
  return { key, ...none, ...held, getModifierState: () => altGraph === true };
}

describe('a stroke', () => {
  it.each<[KeyPress, string]>([
    [press('j'), 'J'],
    // Caps lock.
    [press('J'), 'J'],
    [press('J', { shiftKey: true }), 'Shift+J'],
    [press('?', { shiftKey: true }), '?'],
    // On a German keyboard.
    [press('/', { shiftKey: true, code: 'Digit7' }), '/'],
    [press('[', { altGraph: true, ctrlKey: true, altKey: true }), '['],
    // On a Russian one.
    [press('о', { code: 'KeyJ' }), 'J'],
    [press('é', { code: 'Digit2' }), 'É'],
    [press(' '), 'Space'],
    [press('F6', { shiftKey: true }), 'Shift+F6'],
    [press('k', { ctrlKey: true }), 'Mod+K'],
    [press('S', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+S'],
    [press('ArrowDown'), 'ArrowDown'],
    [press('+', { shiftKey: true }), '+'],
  ])('is read from what the keyboard says: %#', (given, stroke) => {
    expect(strokeOf(given, false)).toBe(stroke);
    expect(stroke).toMatch(STROKE);
  });

  it('means ⌘ on a Mac where it means Ctrl elsewhere', () => {
    expect(strokeOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(strokeOf(press('k', { ctrlKey: true }), true)).toBe('Ctrl+K');
    expect(strokeOf(press('k', { metaKey: true }), false)).toBe('Meta+K');
  });

  it.each(['Shift', 'Control', 'AltGraph', 'Meta', 'Dead', 'Unidentified', ''])(
    'is none of %s alone',
    (key) => {
      expect(strokeOf(press(key), false)).toBeNull();
    },
  );

  it('is a single key when it is one character, with Shift or without', () => {
    expect(['J', 'Shift+J', '?', '+', 'Space'].filter(isSingleKey)).toHaveLength(5);
    expect(['Mod+K', 'Alt+J', 'F6', 'Home', 'Shift+F6'].filter(isSingleKey)).toEqual([]);
  });

  it('is typed into fields unless it has a modifier or is a function key', () => {
    expect(['J', 'Home', 'Enter', 'Shift+J'].filter(isTyped)).toHaveLength(4);
    expect(['Mod+K', 'F6', 'Shift+F6'].filter(isTyped)).toEqual([]);
  });

  it('is shown as it stands on the keys', () => {
    expect(keysOf('Mod+Shift+S', false)).toEqual(['Ctrl', 'Shift', 'S']);
    expect(keysOf('Mod+Shift+S', true)).toEqual(['⌘', '⇧', 'S']);
    expect(keysOf('Mod++', false)).toEqual(['Ctrl', '+']);
    expect(keysOf('+', false)).toEqual(['+']);
    expect(keysOf('ArrowDown', false)).toEqual(['↓']);
    expect(ariaKeys('Mod+Shift+S', false)).toBe('Control+Shift+S');
  });
});
