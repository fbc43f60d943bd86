import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../shared/model/alert.ts';
import { ALERT_BEGAN_AT as AT, anAlert } from '../../../../shared/model/testing/an-alert.ts';
import { alarmSentence, factsText, heldSentence, outcomeText, ruleText, trialText } from './wording.ts';

const ALERT = anAlert();

const held = (became: 'open' | 'ended' | 'unknown'): Alert => ({
  ...ALERT,
  outcome: { kind: 'held', notLiveSince: AT, became },
});

describe('the words of an alert', () => {
  it('say whom it is about, how long, and since when', () => {
    expect(factsText(ALERT, AT)).toBe('Ana Ruiz, for 10 m 00 s, since 14:31:02');
    expect(factsText({ ...ALERT, forMs: 0, subject: null, subjectName: null }, AT)).toBe('since 14:31:02');
  });

  it('say why it was held and what became of it', () => {
    expect(outcomeText(held('open').outcome)).toBe(
      'Held: not live since 14:31:02. It is told when a refresh confirms it.',
    );
    expect(outcomeText(held('unknown').outcome)).toContain('Nobody knows');
    expect(heldSentence([held('open'), held('open'), held('ended')])).toBe('2 alerts held while not live.');
    expect(heldSentence([ALERT])).toBe('');
  });

  it('are one sentence however many there are', () => {
    expect(alarmSentence([ALERT])).toBe('Alert. Away too long: Ana Ruiz.');
    expect(alarmSentence([ALERT, ALERT])).toBe('2 alerts, the first: Away too long: Ana Ruiz.');
  });

  it('hide no character that would deceive', () => {
    expect(alarmSentence([{ ...ALERT, subjectName: 'A\u202eB' }])).toContain('A\\u202eB');
  });
});

describe('the words of a rule', () => {
  it('say what it is about', () => {
    expect(ruleText({ filter: 'presence:Away', forMs: 600_000 })).toBe('presence:Away, for 10 m 00 s');
    expect(ruleText({ filter: 'refused:yes', forMs: 0 })).toBe('refused:yes, at once');
  });

  it('say what it would have done, and over how long', () => {
    const trial = { fired: 7, samples: [], from: AT, to: AT + 86_400_000, isWhole: true };
    expect(trialText(trial)).toBe('Would have fired 7 times in the last 24 hours.');
    expect(trialText({ ...trial, fired: 0 })).toBe('Would not have fired in the last 24 hours.');
    expect(trialText({ ...trial, fired: 1, to: AT + 3_600_000, isWhole: false })).toBe(
      'Would have fired once in 1 h 00 m: that much could be looked through.',
    );
  });
});
