import { describe, expect, it } from 'vitest';
import { ACTION_IDS, DEFAULT_KEYS, STROKE } from '../../../shared/model/shortcuts.ts';
import { createActions } from './actions.ts';
import { actionText } from './action-words.ts';
import {
  actionsByStroke,
  fitOf,
  isChanged,
  strokeFor,
  strokesFor,
  withStroke,
  withUsualStroke,
  scopeOf,
} from './key-map.ts';

describe('the usual keys', () => {
  it('do one thing each wherever one is', () => {
    for (const actions of actionsByStroke(DEFAULT_KEYS).values()) {
      const scopes = actions.map(scopeOf);
      expect(new Set(scopes).size).toBe(scopes.length);
      if (scopes.includes('window')) expect(scopes).toEqual(['window']);
    }
  });

  it('are strokes that can be kept, and say what they do', () => {
    for (const action of ACTION_IDS) {
      expect(actionText(action)).not.toBe('');
      for (const stroke of strokesFor(action, DEFAULT_KEYS)) expect(stroke).toMatch(STROKE);
    }
  });
});

describe('keys of one character', () => {
  it('can be switched off; keys that lists have everywhere stay', () => {
    const choices = { ...DEFAULT_KEYS, hasSingleKeys: false };
    expect(strokesFor('next-row', choices)).toEqual(['ArrowDown']);
    expect(strokesFor('pause', choices)).toEqual([]);
    expect(strokesFor('palette', choices)).toEqual(['Mod+K']);
  });
});

describe('another key', () => {
  it('takes the place of the usual one, and can be taken back', () => {
    const chosen = withStroke(DEFAULT_KEYS, 'pin', 'Shift+P');
    expect(strokesFor('pin', chosen)).toEqual(['Shift+P']);
    expect(isChanged('pin', chosen)).toBe(true);
    expect(withUsualStroke(chosen, 'pin')).toEqual(DEFAULT_KEYS);
  });

  it('is taken from the action that had it', () => {
    expect(fitOf('pin', 'J', DEFAULT_KEYS)).toEqual({ kind: 'used', by: ['next-row'] });
    const chosen = withStroke(DEFAULT_KEYS, 'pin', 'J');
    expect([strokeFor('pin', chosen), strokeFor('next-row', chosen)]).toEqual(['J', null]);
    const back = withUsualStroke(chosen, 'next-row');
    expect([strokeFor('pin', back), strokeFor('next-row', back)]).toEqual([null, 'J']);
  });

  it.each([
    ['/', ['filter', 'find-agent']],
    ['Space', ['pause', 'pause-wall']],
  ] as const)('is taken from the action of every view that had it: %s', (stroke, holders) => {
    expect(fitOf('digest', stroke, DEFAULT_KEYS)).toEqual({ kind: 'used', by: holders });
    const chosen = withStroke(DEFAULT_KEYS, 'digest', stroke);
    expect(actionsByStroke(chosen).get(stroke)).toEqual(['digest']);
    expect(holders.map((action) => strokeFor(action, chosen))).toEqual([null, null]);
  });

  it.each(['Tab', 'Escape', 'Enter', 'ArrowDown', 'Mod+C', 'Mod+Q', 'Mod+0'])(
    'cannot be one that fields, lists or the system need: %s',
    (stroke) => {
      expect(fitOf('pin', stroke, DEFAULT_KEYS)).toEqual({ kind: 'taken' });
      expect(withStroke(DEFAULT_KEYS, 'pin', stroke)).toEqual(DEFAULT_KEYS);
    },
  );

  it('can be none at all', () => {
    const chosen = withStroke(DEFAULT_KEYS, 'pin', null);
    expect(strokesFor('pin', chosen)).toEqual([]);
    expect(fitOf('note', 'P', chosen)).toEqual({ kind: 'free' });
  });
});

describe('an action', () => {
  it('is done by whoever offered it last, and by nobody once that is taken back', () => {
    const actions = createActions();
    const done: string[] = [];
    const withdrawFirst = actions.offer({ pin: () => done.push('first') });
    const withdrawLast = actions.offer({ pin: () => done.push('last') });
    actions.perform('pin');
    withdrawLast();
    actions.perform('pin');
    withdrawFirst();
    expect(actions.isOffered('pin')).toBe(false);
    actions.perform('pin');
    expect(done).toEqual(['last', 'first']);
  });
});
