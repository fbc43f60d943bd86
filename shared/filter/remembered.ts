import { KnownTexts } from '../known-texts.ts';

/** The same test, its answers kept. */
export function remembered(test: (text: string) => boolean): (text: string) => boolean {
  const known = new KnownTexts<boolean>();
  return (text) => known.get(text) ?? known.keep(text, test(text));
}
