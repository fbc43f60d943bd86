import type { Directory } from '../../../../../shared/model/directory.ts';
import { gapCategory } from '../../../../../shared/model/gap-category.ts';
import type { MonitorError } from '../../../../../shared/model/monitor-error.ts';
import {
  failedOf,
  notRecoveredText,
  refreshedText,
  type RefreshSummary,
} from '../../../../../shared/model/refresh.ts';
import type { Refreshed, TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useSession } from '../../../app-context.ts';
import { Facts, type Fact } from '../../../ui/Facts.tsx';
import { errorCodes, errorHeadline } from '../../../wording/errors.ts';
import { queueName, userName } from '../../../wording/names.ts';
import { categoryText, gapLossText } from '../../../wording/gaps.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { countText, durationText, preciseTime } from '../../../wording/time.ts';
import { topicName } from '../../../wording/topic-name.ts';
import { changeText, connectionText, renewalText, subscriptionText } from '../wording.ts';
import styles from './Inspector.module.css';

type OtherEntry = Exclude<TimelineEntry, { type: 'event' }>;

/** The facts of a row that is not an event. */
export function EntryDetails({ entry }: { readonly entry: OtherEntry }) {
  const directory = useSession((slice) => slice.directory);
  return (
    <div className={styles['scrolled']}>
      <Facts facts={factsOf(entry, directory)} />
    </div>
  );
}

const errorFacts = (error: MonitorError): readonly Fact[] => [
  { label: t('Cause'), text: `${errorHeadline(error)}: ${visibleText(error.message)}` },
  { label: t('Codes'), text: errorCodes(error) },
];

function refreshedFacts({ topic, changes, since }: Refreshed, directory: Directory): readonly Fact[] {
  return [
    { label: t('Change'), text: changes.map((change) => changeText(change, directory)).join('; ') },
    {
      label: t('Since'),
      text:
        since === null
          ? t('The server does not say.')
          : t("{time}, by the server's clock", { time: preciseTime(since) }),
    },
    {
      label: t('Found by'),
      text: t('Refresh: fetched after a gap, not heard. What lay between is not known.'),
    },
    { label: t('Topic'), text: visibleText(topic) },
  ];
}

function refreshFacts(refresh: RefreshSummary, directory: Directory): readonly Fact[] {
  const refreshed = refreshedText(refresh);
  const unnamed = failedOf(refresh) - refresh.failures.length;
  const failures = [
    ...refresh.failures.map(({ kind, id, message }) => {
      const name = kind === 'user' ? userName(directory, id) : queueName(directory, id);
      return `${name}: ${visibleText(message)}`;
    }),
    ...(unnamed > 0 ? [t('and {unnamed} more', { unnamed: countText(unnamed) })] : []),
  ];
  return [
    {
      label: t('Refreshed'),
      text: refreshed === '' ? t('Nothing: no topic has a state to fetch.') : refreshed,
    },
    ...(failures.length === 0 ? [] : [{ label: t('Not read'), text: failures.join('; ') }]),
    { label: t('Lost'), text: visibleText(notRecoveredText(refresh)) },
    { label: t('Took'), text: durationText(refresh.tookMs) },
    {
      label: t('{count, plural, one {Gap id} other {Gap ids}}', { count: refresh.gapIds.length }),
      text: refresh.gapIds.join(', '),
    },
  ];
}

const MOST_TOPICS_NAMED = 5;

/** Whose events went unheard, as far as there is room. */
function unheardTopics(topics: readonly string[], directory: Directory): string {
  const named = topics.slice(0, MOST_TOPICS_NAMED).map((topic) => {
    const { who, what } = topicName(topic, directory);
    return `${who}: ${what}`;
  });
  const more = topics.length - named.length;
  return [...named, ...(more > 0 ? [t('and {more} more', { more: countText(more) })] : [])].join('; ');
}

function factsOf(entry: OtherEntry, directory: Directory): readonly Fact[] {
  switch (entry.type) {
    case 'connection': {
      const { state } = entry;
      const cause = state.status === 'waiting' || state.status === 'failed' ? errorFacts(state.cause) : [];
      return [{ label: t('State'), text: connectionText(state) }, ...cause];
    }
    case 'renewal':
      return [
        { label: t('Renewal'), text: renewalText(entry) },
        ...(entry.cause === undefined ? [] : errorFacts(entry.cause)),
      ];
    case 'subscription':
      return [
        { label: t('Topic'), text: visibleText(entry.subscription.topic) },
        {
          label: t('Outcome'),
          text: subscriptionText(entry.subscription, topicName(entry.subscription.topic, directory).what),
        },
      ];
    case 'gap': {
      const { from, to, cause, attempts, id, topics } = entry.gap;
      return [
        { label: t('From'), text: t('{time}, the last proof of life', { time: preciseTime(from) }) },
        { label: t('To'), text: preciseTime(to) },
        { label: t('Length'), text: durationText(to - from) },
        { label: t('Category'), text: categoryText(gapCategory(cause)) },
        ...errorFacts(cause),
        { label: t('Attempts'), text: countText(attempts) },
        { label: t('Lost'), text: gapLossText(entry.gap) },
        ...(topics === null ? [] : [{ label: t('Topics'), text: unheardTopics(topics, directory) }]),
        { label: t('Gap id'), text: id },
      ];
    }
    case 'refreshed':
      return refreshedFacts(entry.refreshed, directory);
    case 'refresh':
      return refreshFacts(entry.refresh, directory);
    case 'diagnostic':
      return [...errorFacts(entry.error), { label: t('Sample'), text: visibleText(entry.sample) }];
  }
}
