import { describe, expect, it } from 'vitest';
import { draftOf, fieldsOf, problemsOf, trialOf } from './rule-fields.ts';

const NEW = { isOn: true };

describe('a rule as it is typed', () => {
  it('begins with what is usual, and reads back as it was saved', () => {
    expect(fieldsOf({ filter: 'presence:Away' })).toMatchObject({ lasts: '10m', coolDown: '5m' });
    const rule = {
      name: 'Night',
      isOn: true,
      filter: 'presence:Away',
      forMs: 5_400_000,
      coolDownMs: 0,
      scope: { kind: 'organisation', profileId: 'acme' },
      channels: { notification: false, sound: true },
      quietHours: { from: '22:00', to: '06:00' },
      isUrgent: true,
    } as const;
    expect(draftOf(fieldsOf(rule), { id: 'r', isOn: true })).toEqual({ ...rule, id: 'r' });
  });

  it('is told at once where no length of time is given', () => {
    const fields = fieldsOf({ name: 'Refused', filter: 'refused:yes' });
    expect(draftOf({ ...fields, lasts: '' }, NEW)?.forMs).toBe(0);
    expect(draftOf({ ...fields, lasts: '90s' }, NEW)?.forMs).toBe(90_000);
  });

  it('says what is missing or cannot be read', () => {
    expect(Object.keys(problemsOf(fieldsOf({})))).toEqual(['name', 'filter']);
    const fields = { ...fieldsOf({ name: 'x', filter: 'presence:(' }), lasts: 'soon', coolDown: '3d' };
    expect(Object.keys(problemsOf(fields))).toEqual(['filter', 'lasts', 'coolDown']);
    expect(draftOf(fields, NEW)).toBeNull();
  });

  it('was tried as it stands, or else was not tried', () => {
    const trial = { profileId: 'acme', fired: 1, samples: [], from: 0, to: 1, isWhole: true };
    const fields = fieldsOf({ name: 'x', filter: 'presence:Away' });
    expect(trialOf(null, fields)).toBeNull();
    expect(trialOf({ fields, trial }, fields)).toBe(trial);
    expect(trialOf({ fields, trial }, { ...fields, lasts: '20m' })).toBeNull();
  });

  it('needs both ends of quiet hours', () => {
    const fields = { ...fieldsOf({ name: 'x', filter: 'refused:yes' }), hasQuietHours: true, quietTo: '' };
    expect(problemsOf(fields).quiet).toBeDefined();
  });
});
