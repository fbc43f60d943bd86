import { t } from '../../../../shared/text/t.ts';

interface HelpGroup {
  readonly title: string;
  readonly examples: readonly (readonly [filter: string, meaning: string])[];
}

/** Examples that show the whole language. Each of them can be typed as it stands. */
export const filterHelp = (): readonly HelpGroup[] => [
  {
    title: t('Words'),
    examples: [
      ['voice sales', t('both words, anywhere in the event or its names')],
      ['"on hold"', t('words that follow each other')],
      ['trans*', t('words that begin like this')],
      ['/err(or)?/i', t('a value that fits a regular expression')],
    ],
  },
  {
    title: t('Who and what'),
    examples: [
      ['agent:"Ana Ruiz"', t('what is about a person, by name or id')],
      ['queue:(Billing OR Sales)', t('what is about one of these queues')],
      ['topic:presence', t('topics with this part; topic:v2.users.* for the whole')],
      ['type:connection', t('one kind of row')],
    ],
  },
  {
    title: t('Changes'),
    examples: [
      ['presence:Away', t('changes to this value')],
      ['from:Available', t('changes from this value')],
      ['for:>10m', t('the former value had held for more than ten minutes')],
      ['changed:routing-status', t('any change of it')],
      ['waiting:5..10', t('numbers in a range')],
    ],
  },
  {
    title: t('Trust and notes'),
    examples: [
      ['gap:>30s', t('what was not heard, by its length or its cause; gap:yes for all')],
      ['refused:yes', t('topics that were refused')],
      ['pinned:yes OR note:yes', t('what you marked; note:word looks into your notes')],
    ],
  },
  {
    title: t('Times'),
    examples: [
      ['at:>-15m', t('the last 15 minutes before this was typed')],
      ['at:14:30..15:00', t('today between two times; at:2026-11-24 for a day')],
      ['lag:>2s', t('events that came late')],
    ],
  },
  {
    title: t('Values of the JSON, and how terms are joined'),
    examples: [
      ['body.participants[*].purpose:agent', t('a path; [*] for all of a list')],
      ['mediaType:voice', t('a key at any depth')],
      ['-queue:Sales', t('not this; NOT says the same')],
      ['(presence:Away OR presence:Break) agent:ana', t('one of two, and something else')],
    ],
  },
];
