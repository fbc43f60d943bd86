import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish, speak, t } from './t.ts';

afterEach(() => {
  speak('en', {});
});

describe('texts', () => {
  it('are English as they stand, with values filled in', () => {
    expect(t('Next try in {seconds} s', { seconds: 18 })).toBe('Next try in 18 s');
  });

  it('know plurals', () => {
    const agents = (count: number): string => t('{count, plural, one {# agent} other {# agents}}', { count });
    expect([agents(1), agents(46)]).toEqual(['1 agent', '46 agents']);
  });

  it('are those of another language where it has them, and English where it has not', () => {
    speak('de', { 'Try now': 'Jetzt versuchen' });
    expect(t('Try now')).toBe('Jetzt versuchen');
    expect(t('Details')).toBe('Details');
  });

  it('keep values as they are, whatever characters they have', () => {
    const name = String.raw`{x} <b> # \u202e \x41 '' \ \u005cu202e`;
    expect(t('Hello {name}', { name })).toBe(`Hello ${name}`);
    expect(t('{count, plural, one {# event of {name}} other {# events of {name}}}', { count: 2, name })).toBe(
      `2 events of ${name}`,
    );
  });

  it('are as they stand where there is nothing to fill in', () => {
    expect(t("It''s {")).toBe("It''s {");
  });

  it('know numbers as the language writes them', () => {
    const events = '{count, plural, one {# event} other {# events}}';
    speak('de', { [events]: '{count, plural, one {# Ereignis} other {# Ereignisse}}' });
    expect(t(events, { count: 1234 })).toBe('1.234 Ereignisse');
  });

  it('are English for programs, whatever is spoken', () => {
    speak('de', { 'Try now': 'Jetzt versuchen', '{n} tries': '{n} Versuche' });
    expect(inEnglish(() => [t('Try now'), t('{n} tries', { n: 2 })])).toEqual(['Try now', '2 tries']);
    expect([t('Try now'), t('{n} tries', { n: 2 })]).toEqual(['Jetzt versuchen', '2 Versuche']);
  });

  it('are new in every language, whatever was said before', () => {
    expect(t('Try now')).toBe('Try now');
    speak('de', { 'Try now': 'Jetzt versuchen' });
    expect(t('Try now')).toBe('Jetzt versuchen');
    speak('en', {});
    expect(t('Try now')).toBe('Try now');
  });
});
