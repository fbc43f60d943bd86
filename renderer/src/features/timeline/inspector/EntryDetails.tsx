import type { MonitorError } from '../../../../../shared/model/monitor-error.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { useSession } from '../../../app-context.ts';
import { Facts, type Fact } from '../../../ui/Facts.tsx';
import { errorCodes, errorHeadline } from '../../../wording/errors.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { countText, durationText, preciseTime } from '../../../wording/time.ts';
import { topicName } from '../../../wording/topic-name.ts';
import { connectionText, renewalText, subscriptionText } from '../wording.ts';
import styles from './EventChanges.module.css';

type OtherEntry = Exclude<TimelineEntry, { type: 'event' }>;

/** The facts of a row that is not an event. */
export function EntryDetails({ entry }: { readonly entry: OtherEntry }) {
  const directory = useSession((slice) => slice.directory);
  return (
    <div className={styles['changes']}>
      <Facts facts={factsOf(entry, (topic) => topicName(topic, directory).what)} />
    </div>
  );
}

const errorFacts = (error: MonitorError): readonly Fact[] => [
  { label: 'Cause', text: `${errorHeadline(error)}: ${visibleText(error.message)}` },
  { label: 'Codes', text: errorCodes(error) },
];

function factsOf(entry: OtherEntry, wordsOfTopic: (topic: string) => string): readonly Fact[] {
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
          text: subscriptionText(entry.subscription, wordsOfTopic(entry.subscription.topic)),
        },
      ];
    case 'gap': {
      const { from, to, cause, attempts, id } = entry.gap;
      return [
        { label: 'From', text: `${preciseTime(from)}, the last proof of life` },
        { label: 'To', text: preciseTime(to) },
        { label: 'Length', text: durationText(to - from) },
        ...errorFacts(cause),
        { label: 'Attempts', text: countText(attempts) },
        { label: 'Lost', text: 'Events in this window were not delivered and cannot be fetched.' },
        { label: 'Gap id', text: id },
      ];
    }
    case 'diagnostic':
      return [...errorFacts(entry.error), { label: 'Sample', text: visibleText(entry.sample) }];
  }
}
