import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

type Values = Readonly<Record<string, string | number>>;
/** The languages that Vigil speaks, by the tags of the standard. */
export type Language = 'en' | 'de';

/** What the user chose: one of them, or whatever the system speaks. */
export type LanguageChoice = 'system' | Language;

type Compiled = ReturnType<typeof compileMessage>;

const compiled = new Map<string, Compiled>();

/** Taking a message apart costs more than filling it in, and rows fill in the same ones again and again. */
function compileOnce(message: string): Compiled {
  const known = compiled.get(message);
  if (known !== undefined) return known;
  const fresh = compileMessage(message);
  compiled.set(message, fresh);
  return fresh;
}

/** The language of the process: of one window, or of the main process. */
const i18n = setupI18n({ locale: 'en', messages: { en: {} } }).setMessagesCompiler(compileOnce);
let spoken: { readonly language: Language; readonly translations: ReadonlyMap<string, string> } = {
  language: 'en',
  translations: new Map(),
};

/**
 * Every text that a person reads, in their language. The English text is the key; it is an ICU message where there are
 * values, so that translations have plurals and an order of their own:
 * `t('{count, plural, one {# agent} other {# agents}}', { count })`.
 * The text stands in the call as a literal, so that a test finds what has no translation.
 */
export function t(text: string, values?: Values): string {
  if (values === undefined) return spoken.translations.get(text) ?? text;
  return i18n._(text, literal(values));
}

/**
 * Lingui decodes escapes (`\u202e`) in the text with the values in it, and values come from anywhere: their backslashes
 * are escaped, so that they are read back as what they were.
 */
function literal(values: Values): Values {
  const entries = Object.entries(values);
  if (!entries.some(([, value]) => typeof value === 'string' && value.includes('\\'))) return values;
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replaceAll('\\', String.raw`\u005c`) : value,
    ]),
  );
}

/** Turns to a language. `messages` has the translation of each English text; English itself needs none. */
export function speak(language: Language, messages: Readonly<Record<string, string>>): void {
  spoken = { language, translations: new Map(Object.entries(messages)) };
  i18n.loadAndActivate({ locale: language, messages: { ...messages } });
}

/** What is written for programs and for support (logs, exports, the index of words) is English whatever is spoken. */
export function inEnglish<T>(make: () => T): T {
  if (spoken.language === 'en') return make();
  const former = spoken;
  spoken = { language: 'en', translations: new Map() };
  i18n.activate('en');
  try {
    return make();
  } finally {
    spoken = former;
    i18n.activate(former.language);
  }
}

export const spokenLanguage = (): Language => spoken.language;
