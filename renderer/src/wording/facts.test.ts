import { afterEach, describe, expect, it } from 'vitest';
import { speakLanguage } from '../../../shared/text/languages.ts';
import { factText } from './facts.ts';

afterEach(() => {
  speakLanguage('en');
});

describe('what events tell', () => {
  it('is as it stands in English', () => {
    expect(['routing status', 'Waiting (voice)', 'Not responding', 'constructor'].map(factText)).toEqual([
      'routing status',
      'Waiting (voice)',
      'Not responding',
      'constructor',
    ]);
  });

  it('has German words, and keeps what is not known', () => {
    speakLanguage('de');
    expect(['routing status', 'Waiting (voice)', 'Waiting (fax)', 'Away', 'Coffee'].map(factText)).toEqual([
      'Routing-Status',
      'Wartend (Sprache)',
      'Wartend (fax)',
      'Abwesend',
      'Coffee',
    ]);
  });
});
