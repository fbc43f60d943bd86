import { describe, expect, it } from 'vitest';
import type { AlertRule } from '../../../../shared/model/alert.ts';
import type { RuleEditing } from '../../stores/alerts.ts';
import { createStores } from '../../stores/stores.ts';
import { beginningOf, dismissEditor, leaveEditor } from './left-off.ts';
import { fieldsOf } from './rule-fields.ts';

const NEW: RuleEditing = { kind: 'new', start: {} };
const BEN: RuleEditing = { kind: 'new', start: { filter: 'presence:Busy' } };
const typed = { ...fieldsOf({ filter: 'presence:Away' }), name: 'Away too lo' };

function savedRule(id: string): RuleEditing {
  const rest = { forMs: 0, coolDownMs: 0, quietHours: null, isUrgent: false, isOn: true } as const;
  const channels = { notification: true, sound: false };
  const rule: AlertRule = {
    ...{ id, name: id, filter: 'presence:Away', scope: { kind: 'everyone' }, channels },
    ...rest,
  };
  return { kind: 'saved', rule };
}

function left(editing: RuleEditing, fields = typed) {
  const stores = createStores();
  stores.alerts.setState({ editing });
  leaveEditor(stores, { editing, fields });
  return stores;
}

describe('a rule that is left off to look at something', () => {
  it('is gone on with when the editor is opened for it again, and the reader is told', () => {
    const stores = left(NEW);
    expect(stores.alerts.getState().editing).toBeNull();
    expect(stores.shell.getState().outcome?.text).toMatch(/not saved yet/);
    expect(beginningOf(stores, NEW)).toEqual({ fields: typed, isLeftOff: true });
  });

  it('is found again where any new rule is asked for, and not in the place of one that is known', () => {
    const stores = left(BEN);
    expect(beginningOf(stores, NEW).fields).toBe(typed);
    expect(beginningOf(stores, { kind: 'new', start: { filter: 'refused:yes' } })).toEqual({
      fields: fieldsOf({ filter: 'refused:yes' }),
      isLeftOff: false,
    });
  });

  it('is kept for each rule by itself', () => {
    const stores = left(savedRule('a'));
    leaveEditor(stores, { editing: NEW, fields: { ...typed, name: 'Another' } });
    expect(beginningOf(stores, savedRule('a')).fields.name).toBe('Away too lo');
    expect(beginningOf(stores, NEW).fields.name).toBe('Another');
    expect(beginningOf(stores, savedRule('b')).isLeftOff).toBe(false);
  });

  it('is as it was left last', () => {
    const stores = left(NEW);
    leaveEditor(stores, { editing: NEW, fields: { ...typed, name: 'Away too long' } });
    expect(beginningOf(stores, NEW).fields.name).toBe('Away too long');
    expect(stores.alerts.getState().leftOff).toHaveLength(1);
  });

  it('is forgotten when it is saved or dismissed', () => {
    const stores = left(savedRule('a'));
    dismissEditor(stores, savedRule('b'));
    expect(beginningOf(stores, savedRule('a')).isLeftOff).toBe(true);
    dismissEditor(stores, savedRule('a'));
    expect(beginningOf(stores, savedRule('a')).isLeftOff).toBe(false);
  });

  it('is nothing to speak of where nothing was typed', () => {
    const stores = left(BEN, fieldsOf({ filter: 'presence:Busy' }));
    expect(stores.shell.getState().outcome).toBeNull();
    expect(beginningOf(stores, NEW).isLeftOff).toBe(false);
  });
});
