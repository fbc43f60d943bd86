import { afterEach, describe, expect, it } from 'vitest';
import { languageOf, speakLanguage } from './languages.ts';
import { speak, t } from './t.ts';

afterEach(() => {
  speak('en', {});
});

describe('the language', () => {
  it.each([
    ['de', 'en-GB', 'de'],
    ['en', 'de-DE', 'en'],
    ['system', 'de-AT', 'de'],
    ['system', 'de_CH.UTF-8', 'de'],
    ['system', 'en-US', 'en'],
    ['system', 'fr-FR', 'en'],
    ['system', '', 'en'],
  ] as const)('chosen as %s on a system that speaks %s is %s', (choice, system, language) => {
    expect(languageOf(choice, system)).toBe(language);
  });

  it('has its own words, numbers and plurals', () => {
    speakLanguage('de');
    expect(t('Try now')).toBe('Jetzt versuchen');
    expect(t('{total, plural, one {# entry} other {# entries}}', { total: 1204 })).toBe('1.204 Einträge');
    speakLanguage('en');
    expect(t('Try now')).toBe('Try now');
  });
});
