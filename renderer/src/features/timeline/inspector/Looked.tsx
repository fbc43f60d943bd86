import { BellPlus, Link, X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { EntryDetail, Neighbours } from '../../../../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, usePerform, useSession, useShell, useTimeline } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { visibleText } from '../../../wording/safe-text.ts';
import { dayName, preciseTime } from '../../../wording/time.ts';
import { alertWhen, startFrom } from '../../alerts/alert-when.ts';
import { copyLink } from '../../shell/copy-link.ts';
import type { TimelineCommands } from '../commands.ts';
import { EventChanges } from './changes/EventChanges.tsx';
import { EntryDetails } from './EntryDetails.tsx';
import styles from './Inspector.module.css';
import { BodyTree } from './json/BodyTree.tsx';
import type { JsonNode } from './json/document.ts';
import { useReading } from './json/use-reading.ts';
import { NoteEditor, PinButton } from './marks/MarkEditor.tsx';
import { usePin } from './marks/use-pin.ts';
import { RawView } from './raw/RawView.tsx';
import { SameTopicBar } from './SameTopicBar.tsx';
import { TopicView } from './topic/TopicView.tsx';
import { useNeighbours } from './use-neighbours.ts';
import { inspectorTitle } from './wording.ts';

interface LookedProps {
  readonly detail: EntryDetail;
  readonly commands: TimelineCommands;
}

/** One entry, looked at: its heading and mark, and four ways to read it. */
export function Looked({ detail, commands }: LookedProps) {
  const entry = useNewestState(detail.entry);
  const neighbours = useNeighbours(entry.position);
  return (
    <>
      <header className={styles['head']}>
        <Heading entry={entry} onClose={commands.closeInspector} />
        {entry.type === 'event' && <SameTopicBar neighbours={neighbours} onStep={commands.sameTopic} />}
        <NoteEditor entry={entry} onEscape={commands.closeInspector} />
      </header>
      <Ways entry={entry} frame={detail.frame} neighbours={neighbours} />
    </>
  );
}

interface WaysProps {
  readonly entry: TimelineEntry;
  readonly frame: string | null;
  readonly neighbours: Neighbours | null;
}

/** The ways to read an entry; the one that was taken last is open. */
function Ways({ entry, frame, neighbours }: WaysProps) {
  const { shell } = useApp().stores;
  const tab = useShell((slice) => slice.inspectorTab);
  const [shown, setShown] = useState<JsonNode | null>(null);
  const record = useMemo(() => JSON.stringify(entry, null, 2), [entry]);
  const reading = useReading(frame ?? record);
  const isEvent = entry.type === 'event';

  function open(inspectorTab: string, node: JsonNode | null): void {
    setShown(node);
    shell.setState({ inspectorTab });
  }

  return (
    <Tabs
      className={styles['tabs'] ?? ''}
      selectedKey={tab === 'topic' && !isEvent ? 'changes' : tab}
      onSelectionChange={(key) => {
        open(String(key), null);
      }}
    >
      <TabList aria-label={t('How to show it')} className={styles['tabList'] ?? ''}>
        <Tab id="changes">{isEvent ? t('Changes') : t('Details')}</Tab>
        <Tab id="json">JSON</Tab>
        <Tab id="raw">{t('Raw')}</Tab>
        {isEvent && <Tab id="topic">{t('Topic')}</Tab>}
      </TabList>
      <Way id="changes">
        {isEvent ? (
          <EventChanges
            entry={entry}
            reading={reading}
            neighbours={neighbours}
            onShow={(node) => {
              open('json', node);
            }}
          />
        ) : (
          <EntryDetails entry={entry} />
        )}
      </Way>
      <Way id="json">
        <BodyTree reading={reading} isFrame={frame !== null} shown={shown} />
      </Way>
      <Way id="raw">
        <RawView entry={entry} frame={frame} record={record} />
      </Way>
      {isEvent && (
        <Way id="topic">
          <TopicView topic={entry.event.topic} />
        </Way>
      )}
    </Tabs>
  );
}

function Way({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <TabPanel id={id} className={styles['panel'] ?? ''}>
      {children}
    </TabPanel>
  );
}

/** The entry as the list has it, where it has it: it is told of marks and of further deliveries. */
function useNewestState(entry: TimelineEntry): TimelineEntry {
  const { position } = entry;
  const loaded = useTimeline((slice) => slice.range.entries.find((one) => one.position === position));
  const marked = useStore(useApp().stores.notes, (slice) => slice.marked);
  const isMarked = marked?.position === position && marked.at === entry.at;
  return loaded ?? (isMarked ? marked : entry);
}

function Heading({ entry, onClose }: { readonly entry: TimelineEntry; readonly onClose: () => void }) {
  const app = useApp();
  const perform = usePerform();
  const pin = usePin();
  const directory = useSession((slice) => slice.directory);
  const title = inspectorTitle(entry, directory);
  const topic = entry.type === 'event' ? entry.event.topic : null;
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const start = startFrom(entry, profileId);
  return (
    <>
      <h2 title={title}>
        <bdi>{title}</bdi>
      </h2>
      <PinButton entry={entry} onPin={() => void pin(entry.position)} />
      <Button
        look="quiet"
        aria-label={t('Copy a link to the row')}
        onPress={() => void copyLink(app, perform, entry.position)}
      >
        <Link size={16} aria-hidden="true" />
      </Button>
      {start !== null && (
        <Button
          look="quiet"
          aria-label={t('Alert when…')}
          onPress={() => {
            alertWhen(app.stores, start);
          }}
        >
          <BellPlus size={16} aria-hidden="true" />
        </Button>
      )}
      <Button look="quiet" aria-label={t('Close inspector')} onPress={onClose}>
        <X size={16} aria-hidden="true" />
      </Button>
      <p className={styles['when']}>
        {dayName(entry.at)}, {preciseTime(entry.at)}
      </p>
      {topic !== null && (
        <div className={styles['topic']}>
          <code title={visibleText(topic)}>{visibleText(topic)}</code>
          <Button
            look="quiet"
            onPress={() => void perform(app.bridge.copyText({ text: topic }), t('Topic copied.'))}
          >
            {t('Copy topic')}
          </Button>
        </div>
      )}
    </>
  );
}
