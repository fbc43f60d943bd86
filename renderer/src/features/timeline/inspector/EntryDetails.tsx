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
import { useSession } from '../../../app-context.ts';
import { Facts, type Fact } from '../../../ui/Facts.tsx';
import { errorCodes, errorHeadline } from '../../../wording/errors.ts';
import { queueName, userName } from '../../../wording/names.ts';
import { categoryText, gapLossText } from '../../../wording/gaps.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { countText, durationText, preciseTime } from '../../../wording/time.ts';
import { topicName } from '../../../wording/topic-name.ts';
import { changeText, connectionText, renewalText, subscriptionText } from '../wording.ts';
import styles from './EventChanges.module.css';

type OtherEntry = Exclude<TimelineEntry, { type: 'event' }>;

/** The facts of a row that is not an event. */
export function EntryDetails({ entry }: { readonly entry: OtherEntry }) {
  const directory = useSession((slice) => slice.directory);
  return (
    <div className={styles['changes']}>
      <Facts facts={factsOf(entry, directory)} />
    </div>
  );
}

const errorFacts = (error: MonitorError): readonly Fact[] => [
  { label: 'Cause', text: `${errorHeadline(error)}: ${visibleText(error.message)}` },
  { label: 'Codes', text: errorCodes(error) },
];

function refreshedFacts({ topic, changes, since }: Refreshed, directory: Directory): readonly Fact[] {
  return [
    { label: 'Change', text: changes.map((change) => changeText(change, directory)).join('; ') },
    {
      label: 'Since',
      text: since === null ? 'The server does not say.' : `${preciseTime(since)}, by the server's clock`,
    },
    { label: 'Found by', text: 'Refresh: fetched after a gap, not heard. What lay between is not known.' },
    { label: 'Topic', text: visibleText(topic) },
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
    ...(unnamed > 0 ? [`and ${countText(unnamed)} more`] : []),
  ];
  return [
    { label: 'Refreshed', text: refreshed === '' ? 'Nothing: no topic has a state to fetch.' : refreshed },
    ...(failures.length === 0 ? [] : [{ label: 'Not read', text: failures.join('; ') }]),
    { label: 'Lost', text: visibleText(notRecoveredText(refresh)) },
    { label: 'Took', text: durationText(refresh.tookMs) },
    { label: refresh.gapIds.length === 1 ? 'Gap id' : 'Gap ids', text: refresh.gapIds.join(', ') },
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
  return [...named, ...(more > 0 ? [`and ${countText(more)} more`] : [])].join('; ');
}

function factsOf(entry: OtherEntry, directory: Directory): readonly Fact[] {
  switch (entry.type) {
    case 'connection': {
      const { state } = entry;
      const cause = state.status === 'waiting' || state.status === 'failed' ? errorFacts(state.cause) : [];
      return [{ label: 'State', text: connectionText(state) }, ...cause];
    }
    case 'renewal':
      return [
        { label: 'Renewal', text: renewalText(entry) },
        ...(entry.cause === undefined ? [] : errorFacts(entry.cause)),
      ];
    case 'subscription':
      return [
        { label: 'Topic', text: visibleText(entry.subscription.topic) },
        {
          label: 'Outcome',
          text: subscriptionText(entry.subscription, topicName(entry.subscription.topic, directory).what),
        },
      ];
    case 'gap': {
      const { from, to, cause, attempts, id, topics } = entry.gap;
      return [
        { label: 'From', text: `${preciseTime(from)}, the last proof of life` },
        { label: 'To', text: preciseTime(to) },
        { label: 'Length', text: durationText(to - from) },
        { label: 'Category', text: categoryText(gapCategory(cause)) },
        ...errorFacts(cause),
        { label: 'Attempts', text: countText(attempts) },
        { label: 'Lost', text: gapLossText(entry.gap) },
        ...(topics === null ? [] : [{ label: 'Topics', text: unheardTopics(topics, directory) }]),
        { label: 'Gap id', text: id },
      ];
    }
    case 'refreshed':
      return refreshedFacts(entry.refreshed, directory);
    case 'refresh':
      return refreshFacts(entry.refresh, directory);
    case 'diagnostic':
      return [...errorFacts(entry.error), { label: 'Sample', text: visibleText(entry.sample) }];
  }
}
