import { BellPlus, Copy, ListFilter, X } from 'lucide-react';
import { plainValue } from '../../../../../shared/filter/print.ts';
import type { Change } from '../../../../../shared/model/timeline.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, usePerform } from '../../../app-context.ts';
import type { AgentPlace } from '../../../stores/board-choice.ts';
import { Button } from '../../../ui/Button.tsx';
import { userName } from '../../../wording/names.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { alertWhen, startOf } from '../../alerts/alert-when.ts';
import type { Card } from '../card.ts';
import { AgentNow, type AgentNowProps } from './AgentNow.tsx';
import styles from './AgentSheet.module.css';
import { DayPart } from './DayPart.tsx';
import { LastChanges } from './LastChanges.tsx';
import { useCard, useNames, usePicture } from '../use-board.ts';
import { useAgentDay } from './use-agent-day.ts';

interface AgentSheetProps {
  readonly place: AgentPlace;
  readonly onClose: () => void;
}

/** One agent more closely: how they are now, their day, and what changed last. */
export function AgentSheet({ place: { groupKey, userId }, onClose }: AgentSheetProps) {
  const group = usePicture(({ groups }) => groups.find(({ key }) => key === groupKey));
  if (group === undefined) return null;
  return <Sheet profileId={group.profileId} userId={userId} limits={group.limits} onClose={onClose} />;
}

interface SheetProps extends AgentNowProps {
  readonly onClose: () => void;
}

function Sheet({ profileId, userId, limits, onClose }: SheetProps) {
  const names = useNames(profileId);
  const name = userName(names, userId);
  const lookUp = useAgentDay(profileId, userId);
  return (
    <aside aria-label={name} aria-busy={lookUp.phase === 'reading'} className={styles['sheet']}>
      <header className={styles['head']}>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        <Button look="quiet" aria-label={t('Close')} onPress={onClose}>
          <X size={16} aria-hidden="true" />
        </Button>
      </header>
      <div className={styles['body']}>
        <AgentNow {...{ profileId, userId, limits }} />
        <Actions {...{ profileId, userId, limits }} name={names.users[userId] ?? userId} />
        {lookUp.phase === 'failed' && (
          <p role="alert">
            {t('The day could not be read from the history: {problem}', {
              problem: visibleText(lookUp.error.message),
            })}
          </p>
        )}
        {lookUp.phase === 'known' && (
          <>
            <DayPart day={lookUp.day} names={names} />
            <LastChanges positions={lookUp.day.newestChanges} names={names} />
          </>
        )}
      </div>
    </aside>
  );
}

function Actions({ profileId, userId, limits, name }: AgentNowProps & { readonly name: string }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const change = changeOf(useCard(profileId, userId, limits));
  return (
    <div className={styles['actions']}>
      <Button
        onPress={() => {
          stores.timeline.setState({ filter: `agent:${plainValue(name)}` });
          stores.shell.setState({ view: 'timeline' });
        }}
      >
        <ListFilter size={15} aria-hidden="true" />
        {t('Open in Timeline')}
      </Button>
      {change !== null && (
        <Button
          onPress={() => {
            alertWhen(stores, startOf(change, { kind: 'user', id: userId }, profileId));
          }}
        >
          <BellPlus size={15} aria-hidden="true" />
          {t('Alert when…')}
        </Button>
      )}
      <Button
        look="quiet"
        onPress={() => void perform(bridge.copyText({ text: userId }), t('The id is copied.'))}
      >
        <Copy size={15} aria-hidden="true" />
        {t('Copy id')}
      </Button>
    </div>
  );
}

/** That somebody comes into the state that they are in, as an event would tell it; null while nothing is known. */
function changeOf({ presence, routing, isOnQueue }: Card): Change | null {
  const told = { from: null, heldMs: null };
  if (isOnQueue && routing !== null) {
    return { ...told, field: 'routing status', to: { kind: 'text', text: routing } };
  }
  return presence === null ? null : { ...told, field: 'presence', to: { kind: 'presence', ...presence } };
}
