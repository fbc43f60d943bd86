import {
  Bug,
  KeyRound,
  Plug,
  RefreshCcwDot,
  ShieldX,
  CircleCheck,
  Repeat,
  type LucideIcon,
} from 'lucide-react';
import { assertNever } from '../../../../shared/assert-never.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { plural, preciseTime } from '../../wording/time.ts';
import { topicName } from '../../wording/topic-name.ts';
import { EventCells, RefreshedCells } from './EventCells.tsx';
import { GapBand } from './GapBand.tsx';
import styles from './Row.module.css';
import { connectionText, refreshNote, renewalText, subscriptionText } from './wording.ts';

interface EntryCellsProps {
  readonly entry: TimelineEntry;
  /** How many entries the line stands for. */
  readonly count: number;
  readonly directory: Directory;
}

/** The cells of one entry: time, whom or what it is about, and what happened. */
export function EntryCells({ entry, count, directory }: EntryCellsProps) {
  if (entry.type === 'gap') return <GapBand gap={entry.gap} to={entry.gap.to} />;
  return (
    <>
      <div role="gridcell" className={styles['time']}>
        {preciseTime(entry.at)}
      </div>
      <Content entry={entry} count={count} directory={directory} />
    </>
  );
}

type PlainEntry = Exclude<TimelineEntry, { type: 'gap' }>;

interface ContentProps extends Omit<EntryCellsProps, 'entry'> {
  readonly entry: PlainEntry;
}

function Content({ entry, count, directory }: ContentProps) {
  switch (entry.type) {
    case 'event':
      return <EventCells event={entry.event} directory={directory} />;
    case 'connection':
      return <NoteCells icon={Plug} who="Connection" text={connectionText(entry.state)} />;
    case 'renewal':
      return <NoteCells icon={Repeat} who="Connection" text={renewalText(entry)} />;
    case 'subscription':
      if (count > 1)
        return <NoteCells icon={CircleCheck} who="Topics" text={`Subscribed to ${plural(count, 'topic')}`} />;
      return <SubscriptionCells subscription={entry.subscription} directory={directory} />;
    case 'refreshed':
      return <RefreshedCells refreshed={entry.refreshed} directory={directory} />;
    case 'refresh':
      return <NoteCells icon={RefreshCcwDot} who="Refresh" text={refreshNote(entry.refresh)} />;
    case 'diagnostic':
      return (
        <NoteCells
          icon={Bug}
          who="Diagnostic"
          text={`${errorHeadline(entry.error)}: ${visibleText(entry.error.message)}`}
          sample={clipped(visibleText(entry.sample), 200)}
        />
      );
    default:
      return assertNever(entry, 'entry');
  }
}

const SUBSCRIPTION_ICONS: Record<Subscription['status'], LucideIcon> = {
  pending: KeyRound,
  confirmed: CircleCheck,
  refused: ShieldX,
};

function SubscriptionCells({
  subscription,
  directory,
}: {
  subscription: Subscription;
  directory: Directory;
}) {
  const { who, what } = topicName(subscription.topic, directory);
  return (
    <NoteCells
      icon={SUBSCRIPTION_ICONS[subscription.status]}
      who={who}
      text={subscriptionText(subscription, what)}
      isProblem={subscription.status === 'refused'}
    />
  );
}

interface NoteCellsProps {
  readonly icon: LucideIcon;
  readonly who: string;
  readonly text: string;
  readonly sample?: string;
  readonly isProblem?: boolean;
}

function NoteCells({ icon: Icon, who, text, sample, isProblem = false }: NoteCellsProps) {
  return (
    <>
      <div role="gridcell" className={styles['who']}>
        <bdi>{who}</bdi>
      </div>
      <div role="gridcell" className={styles['what']} title={text} data-problem={isProblem || undefined}>
        <Icon size={14} aria-hidden="true" className={styles['icon']} /> {text}{' '}
        {sample !== undefined && <code className={styles['preview']}>{sample}</code>}
      </div>
    </>
  );
}
