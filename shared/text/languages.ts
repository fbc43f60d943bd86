import german from './de.json' with { type: 'json' };
import { speak, spokenLanguage, type Language, type LanguageChoice } from './t.ts';

const LANGUAGES: readonly Language[] = ['en', 'de'];

/** The German texts by the English ones, which stand in the calls of `t`. */
const TRANSLATIONS: Record<Language, Readonly<Record<string, string>>> = { en: {}, de: german };

/** `systemTag` is what the system speaks, such as `de-AT`; English where Vigil does not speak it. */
export function languageOf(choice: LanguageChoice, systemTag: string): Language {
  if (choice !== 'system') return choice;
  const [primary = ''] = systemTag.toLowerCase().split(/[-_]/);
  return LANGUAGES.find((language) => language === primary) ?? 'en';
}

/** Turns this process to a language. */
export function speakLanguage(language: Language): void {
  if (language !== spokenLanguage()) speak(language, TRANSLATIONS[language]);
}
