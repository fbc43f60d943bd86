import { languageOf, speakLanguage } from '../../../shared/text/languages.ts';
import { spokenLanguage, type Language, type LanguageChoice } from '../../../shared/text/t.ts';

/** Turns the window to the language that was chosen; what is drawn from then on speaks it. */
export function speakChosen(choice: LanguageChoice): void {
  speakLanguage(languageOf(choice, navigator.language));
}

/** Days before months and hours up to 24, also in English. */
const intlLocale = (language: Language): string => (language === 'en' ? 'en-GB' : language);

/** What is made for a language once, and again when another one is spoken: formatters are dear to make. */
export function perLanguage<T>(make: (locale: string) => T): () => T {
  let made: { readonly language: Language; readonly value: T } | null = null;
  return () => {
    const language = spokenLanguage();
    if (made?.language !== language) made = { language, value: make(intlLocale(language)) };
    return made.value;
  };
}

const decimalMark = perLanguage((locale) => new Intl.NumberFormat(locale).format(0.5).charAt(1));

/** `0.4`, with so many digits behind the mark and nothing between thousands. */
export const decimalText = (number: number, digits: number): string =>
  number.toFixed(digits).replace('.', decimalMark());

/** A headline where a sentence goes on: English goes on in lower case, and German nouns keep their capitals. */
export const inSentence = (headline: string): string =>
  spokenLanguage() === 'en' ? headline.toLowerCase() : headline;
