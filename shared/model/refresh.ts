import { t } from '../text/t.ts';

/** What became of the people or of the queues that were asked for after a gap. */
export interface RefreshTally {
  readonly total: number;
  /** Everything that was wanted of them could be read. */
  readonly refreshed: number;
  /** Something differs from what was last known. */
  readonly changed: number;
  /** They were refreshed, and nothing was known of them before, so that nothing can be compared. */
  readonly firstSeen: number;
}

/** One that could not be read, and why. */
export interface RefreshFailure {
  readonly kind: 'user' | 'queue';
  readonly id: string;
  readonly message: string;
}

/** Topics whose subjects have no state that could be fetched: conversations, aggregates, and the like. */
export interface NotRecovered {
  /** The topic without its ids, such as `users.conversations`. */
  readonly family: string;
  readonly topics: number;
}

/**
 * The present state, fetched after a loss of coverage. It says how things stand; in which order they came to stand
 * so is known for none of them.
 */
export interface RefreshSummary {
  /** The gaps that it was made for; several when coverage was lost again before it was done. */
  readonly gapIds: readonly string[];
  readonly tookMs: number;
  readonly people: RefreshTally;
  readonly queues: RefreshTally;
  /** Not more than `MOST_FAILURES_NAMED`; the tallies count all. */
  readonly failures: readonly RefreshFailure[];
  readonly notRecovered: readonly NotRecovered[];
}

export const MOST_FAILURES_NAMED = 50;

/** How the refresh stands, for whoever looks at the connection. */
export type RefreshReport =
  | { readonly phase: 'running'; readonly done: number; readonly people: number; readonly queues: number }
  | { readonly phase: 'done'; readonly at: number; readonly summary: RefreshSummary };

/** How many could not be read. */
export const failedOf = ({ people, queues }: RefreshSummary): number =>
  people.total - people.refreshed + queues.total - queues.refreshed;

type Sentence = (values: { readonly refreshed: number; readonly total: number }) => string;

function tallyText({ total, refreshed, changed, firstSeen }: RefreshTally, sentence: Sentence): string {
  const compared = refreshed - firstSeen;
  return [
    sentence({ refreshed, total }),
    ...(compared > 0 || changed > 0 ? [t('{changed} changed', { changed })] : []),
    ...(firstSeen === 0 ? [] : [t('{firstSeen} first seen, with nothing to compare with', { firstSeen })]),
  ].join(', ');
}

const peopleText: Sentence = (values) =>
  t('{refreshed} of {total, plural, one {{total} agent} other {{total} agents}} refreshed', values);

const queuesText: Sentence = (values) =>
  t('{refreshed} of {total, plural, one {{total} queue} other {{total} queues}} refreshed', values);

/** `46 of 46 agents refreshed, 3 changed; 1 of 2 queues refreshed, 0 changed`; empty when there was none. */
export function refreshedText({ people, queues }: RefreshSummary): string {
  return [
    ...(people.total === 0 ? [] : [tallyText(people, peopleText)]),
    ...(queues.total === 0 ? [] : [tallyText(queues, queuesText)]),
  ].join('; ');
}

/** What could not be read, by its reason; empty when all could. */
export function failuresText(summary: RefreshSummary): string {
  const failed = failedOf(summary);
  if (failed === 0) return '';
  const [reason = t('no reason given'), ...others] = new Set(summary.failures.map(({ message }) => message));
  const values = { failed, reason, others: others.length };
  return others.length === 0
    ? t('{failed} could not be read: {reason}', values)
    : t(
        '{failed} could not be read: {reason} (and {others, plural, one {# other reason} other {# other reasons}})',
        values,
      );
}

/** What no request can bring back, by topic family. */
export function notRecoveredText({ notRecovered }: RefreshSummary): string {
  if (notRecovered.length === 0) return t('The order of events in the gap is lost.');
  const families = notRecovered.map(({ family, topics }) =>
    t('{family} ({topics, plural, one {{topics} topic} other {{topics} topics}})', { family, topics }),
  );
  return t('Not recoverable: {families}, and the order of events in the gap.', {
    families: families.join(', '),
  });
}

/** The whole summary in a line. */
export function refreshText(summary: RefreshSummary): string {
  const refreshed = refreshedText(summary);
  const parts = [refreshed === '' ? t('Nothing to refresh') : refreshed, failuresText(summary)];
  return `${parts
    .filter((part) => part !== '')
    .join('. ')
    .replace(/\.$/, '')}. ${notRecoveredText(summary)}`;
}
