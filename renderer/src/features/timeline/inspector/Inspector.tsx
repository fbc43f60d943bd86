import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { JsonValue } from '../../../../../shared/genesys/wire.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { useApp, usePerform, useSession, useTimeline } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { visibleText } from '../../../wording/safe-text.ts';
import { dayName, preciseTime } from '../../../wording/time.ts';
import type { TimelineCommands } from '../use-timeline-keys.ts';
import { EntryDetails } from './EntryDetails.tsx';
import { EventChanges } from './EventChanges.tsx';
import { topicNeighbours } from './differences.ts';
import styles from './Inspector.module.css';
import { JsonTree } from './JsonTree.tsx';
import { RawJson } from './RawJson.tsx';
import { inspectedValue, inspectorTitle } from './wording.ts';

interface InspectorProps {
  readonly entry: TimelineEntry;
  readonly commands: TimelineCommands;
}

/** Everything about the chosen row: what changed, the body as a tree, and the body as text. */
export function Inspector({ entry, commands }: InspectorProps) {
  const directory = useSession((slice) => slice.directory);
  const title = inspectorTitle(entry, directory);
  const value: JsonValue = inspectedValue(entry);
  return (
    <aside aria-label="Inspector" className={styles['inspector']}>
      <header className={styles['head']}>
        <h2 title={title}>
          <bdi>{title}</bdi>
        </h2>
        <Button look="quiet" aria-label="Close inspector" onPress={commands.closeInspector}>
          <X size={16} aria-hidden="true" />
        </Button>
        <p className={styles['when']}>
          {dayName(entry.at)}, {preciseTime(entry.at)}
        </p>
        {entry.type === 'event' && <TopicLine topic={entry.event.topic} />}
        {entry.type === 'event' && <SameTopic entry={entry} commands={commands} />}
      </header>
      <Tabs className={styles['tabs'] ?? ''}>
        <TabList aria-label="How to show it" className={styles['tabList'] ?? ''}>
          <Tab id="changes">{entry.type === 'event' ? 'Changes' : 'Details'}</Tab>
          <Tab id="json">JSON</Tab>
          <Tab id="raw">Raw</Tab>
        </TabList>
        <TabPanel id="changes" className={styles['panel'] ?? ''}>
          {entry.type === 'event' ? <EventChanges entry={entry} /> : <EntryDetails entry={entry} />}
        </TabPanel>
        <TabPanel id="json" className={styles['panel'] ?? ''}>
          <JsonTree value={value} />
        </TabPanel>
        <TabPanel id="raw" className={styles['panel'] ?? ''}>
          <RawJson value={value} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}

function TopicLine({ topic }: { readonly topic: string }) {
  const { bridge } = useApp();
  const perform = usePerform();
  return (
    <div className={styles['topic']}>
      <code title={visibleText(topic)}>{visibleText(topic)}</code>
      <Button look="quiet" onPress={() => void perform(bridge.copyText({ text: topic }), 'Topic copied.')}>
        Copy topic
      </Button>
    </div>
  );
}

type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

function SameTopic({ entry, commands }: { readonly entry: EventEntry; readonly commands: TimelineCommands }) {
  const entries = useTimeline((slice) => slice.range.entries);
  const { place, count } = topicNeighbours(entries, entry);
  return (
    <div className={styles['same']}>
      <Button
        look="quiet"
        aria-label="Previous event of this topic"
        isDisabled={place <= 1}
        onPress={() => {
          commands.sameTopic(-1);
        }}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </Button>
      <span>
        {place} of {count} loaded, same topic
      </span>
      <Button
        look="quiet"
        aria-label="Next event of this topic"
        isDisabled={place >= count}
        onPress={() => {
          commands.sameTopic(1);
        }}
      >
        <ChevronRight size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}
