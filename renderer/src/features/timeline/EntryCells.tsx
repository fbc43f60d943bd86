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
import { t } from '../../../../shared/text/t.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { clipped, visibleText } from '../../wording/safe-text.ts';
import { topicName } from '../../wording/topic-name.ts';
import { EventCells, RefreshedCells } from './EventCells.tsx';
import { GapBand } from './GapBand.tsx';
import styles from './Row.module.css';
import type { EntryRow } from './rows.ts';
import { TimeCell } from './TimeCell.tsx';
import { connectionText, latenessText, refreshNote, renewalText, subscriptionText } from './wording.ts';

interface EntryCellsProps {
  readonly row: EntryRow;
  readonly directory: Directory;
}

/** The cells of one entry: time, whom or what it is about, and what happened. */
export function EntryCells({ row, directory }: EntryCellsProps) {
  const { entry, count, isOutOfOrder } = row;
  if (entry.type === 'gap') return <GapBand gap={entry.gap} to={entry.gap.to} />;
  return (
    <>
      <TimeCell entry={entry} />
      <Content entry={entry} count={count} isOutOfOrder={isOutOfOrder} directory={directory} />
    </>
  );
}

type PlainEntry = Exclude<TimelineEntry, { type: 'gap' }>;

interface ContentProps extends Pick<EntryRow, 'count' | 'isOutOfOrder'> {
  readonly entry: PlainEntry;
  readonly directory: Directory;
}

function Content({ entry, count, isOutOfOrder, directory }: ContentProps) {
  switch (entry.type) {
    case 'event':
      return (
        <EventCells event={entry.event} lateness={latenessText(entry, isOutOfOrder)} directory={directory} />
      );
    case 'connection':
      return <NoteCells icon={Plug} who={t('Connection')} text={connectionText(entry.state)} />;
    case 'renewal':
      return <NoteCells icon={Repeat} who={t('Connection')} text={renewalText(entry)} />;
    case 'subscription':
      if (count > 1)
        return (
          <NoteCells
            icon={CircleCheck}
            who={t('Topics')}
            text={t('Subscribed to {count, plural, one {# topic} other {# topics}}', { count })}
          />
        );
      return <SubscriptionCells subscription={entry.subscription} directory={directory} />;
    case 'refreshed':
      return <RefreshedCells refreshed={entry.refreshed} directory={directory} />;
    case 'refresh':
      return <NoteCells icon={RefreshCcwDot} who={t('Refresh')} text={refreshNote(entry.refresh)} />;
    case 'diagnostic':
      return (
        <NoteCells
          icon={Bug}
          who={t('Diagnostic')}
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
