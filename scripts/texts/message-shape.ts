import { compileMessage } from '@lingui/message-utils/compileMessage';

/** Text, or what is filled in: its name, how, and for plurals the text of each form. */
type Part = string | readonly [name: string, kind?: string, forms?: unknown];

const partsOf = (message: string): readonly Part[] => (message.includes('{') ? compileMessage(message) : []);

/** What a message fills in: `name`, or `name:plural` where the form depends on it. Sorted, each once. */
export function shapeOf(message: string): readonly string[] {
  return [...new Set(partsOf(message).flatMap(shapeOfPart))].sort();
}

function shapeOfPart(part: Part): readonly string[] {
  if (typeof part === 'string') return [];
  const [name, kind] = part;
  const inner = formsOf(part).flatMap(([, parts]) => parts.flatMap(shapeOfPart));
  return [kind === undefined ? name : `${name}:${kind}`, ...inner];
}

/** Forms that the plurals of a message lack in a language, such as `few`. */
export function missingForms(message: string, language: string): readonly string[] {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const plurals = partsOf(message).filter((part) => part[1] === 'plural');
  return plurals.flatMap((part) => {
    const forms = formsOf(part).map(([form]) => form);
    return needed.filter((form) => !forms.includes(form));
  });
}

function formsOf(part: Part): readonly (readonly [form: string, parts: readonly Part[]])[] {
  const forms: unknown = part[2];
  if (typeof part === 'string' || typeof forms !== 'object' || forms === null) return [];
  return Object.entries(forms).filter((entry): entry is [string, Part[]] => Array.isArray(entry[1]));
}
