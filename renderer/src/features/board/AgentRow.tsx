import { BellRing } from 'lucide-react';
import { memo } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useFromNow } from '../../ui/use-now.ts';
import { userName } from '../../wording/names.ts';
import { PresenceMark } from '../timeline/PresenceMark.tsx';
import { AgentCell, type AgentProps } from './AgentCell.tsx';
import styles from './AgentRow.module.css';
import { judge } from './card.ts';
import { InteractionText } from './InteractionText.tsx';
import { LimitBar } from './LimitBar.tsx';
import { isNotResponding } from './states.ts';
import { AsOf, Timer } from './Timer.tsx';
import { useCard, useNames } from './use-board.ts';
import { levelText, limitText, presenceWords, routingText, standingText } from './wording.ts';

/** The names of the columns of a table of agents. */
export const columnNames = (): readonly string[] => [
  t('Name'),
  t('Presence'),
  t('Routing status'),
  t('Time'),
  t('Limit'),
  t('Interactions'),
  t('Known'),
];

export function ColumnNames() {
  return (
    <div role="row" aria-rowindex={1} className={styles['head']}>
      {columnNames().map((name) => (
        <div key={name} role="columnheader">
          {name}
        </div>
      ))}
    </div>
  );
}

/** An agent as a row of a table. */
export const AgentRow = memo(function AgentRow(props: AgentProps) {
  const { profileId, userId, limits } = props;
  const card = useCard(profileId, userId, limits);
  const names = useNames(profileId);
  const level = useFromNow((now) => judge(card, now).level);
  const isStale = useFromNow((now) => judge(card, now).isStale);
  const { presence, routing, interactions } = card;
  const words = presence === null ? null : presenceWords(presence, names);
  return (
    <AgentCell
      {...props}
      role="row"
      className={styles['row']}
      level={level}
      isStale={isStale || card.standing === 'unknown'}
    >
      <div role="gridcell" className={styles['name']}>
        {level === 'over' && (
          <span className={styles['over']} aria-hidden="true">
            !
          </span>
        )}
        <bdi>{userName(names, userId)}</bdi>
      </div>
      <div role="gridcell">
        {presence !== null && <PresenceMark systemPresence={presence.systemPresence} />}
        {[words?.system, words?.own].filter((part) => part !== undefined && part !== null).join(' · ')}
      </div>
      <div role="gridcell" data-alarm={isNotResponding(card) || undefined}>
        {isNotResponding(card) && <BellRing size={13} aria-hidden="true" />}
        {routing === null ? '' : routingText(routing)}
      </div>
      <div role="gridcell" className={styles['time']}>
        <Timer card={card} />
      </div>
      <div role="gridcell" className={styles['limit']}>
        <LimitBar card={card} />
        <span>{levelText(level) ?? limitText(card)}</span>
      </div>
      <div role="gridcell" className={styles['interactions']}>
        {interactions.map((interaction) => (
          <InteractionText
            key={interaction.conversationId}
            interaction={interaction}
            names={names}
            isStale={isStale}
          />
        ))}
      </div>
      <div role="gridcell">{isStale ? <AsOf card={card} /> : standingText(card.standing)}</div>
    </AgentCell>
  );
});
