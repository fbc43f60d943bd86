import type { StateLimit } from '../../../../../shared/model/board.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useFromNow } from '../../../ui/use-now.ts';
import { PresenceMark } from '../../timeline/PresenceMark.tsx';
import { judge } from '../card.ts';
import { InteractionText } from '../InteractionText.tsx';
import { LimitBar } from '../LimitBar.tsx';
import { AsOf, Timer } from '../Timer.tsx';
import { useCard, useNames } from '../use-board.ts';
import { levelText, limitText, presenceWords, routingText, standingText } from '../wording.ts';
import styles from './AgentSheet.module.css';

export interface AgentNowProps {
  readonly profileId: string;
  readonly userId: string;
  readonly limits: readonly StateLimit[];
}

/** How an agent is at the moment, as far as that is known. */
export function AgentNow({ profileId, userId, limits }: AgentNowProps) {
  const card = useCard(profileId, userId, limits);
  const names = useNames(profileId);
  const level = useFromNow((now) => judge(card, now).level);
  const isStale = useFromNow((now) => judge(card, now).isStale);
  const words = card.presence === null ? null : presenceWords(card.presence, names);
  return (
    <section
      aria-label={t('Now')}
      className={styles['now']}
      data-level={level}
      data-stale={isStale || undefined}
    >
      <p className={styles['state']}>
        {card.presence !== null && <PresenceMark systemPresence={card.presence.systemPresence} />}
        {[words?.system, words?.own, card.routing === null ? null : routingText(card.routing)]
          .filter((part) => part !== null && part !== undefined)
          .join(' · ')}
        {card.standing === 'unknown' && t('Not known yet')}
      </p>
      <p className={styles['time']}>
        <strong>
          <Timer card={card} />
        </strong>{' '}
        {[levelText(level), limitText(card)].filter((part) => part !== null && part !== '').join(', ')}
      </p>
      <LimitBar card={card} />
      {card.interactions.map((interaction) => (
        <p key={interaction.conversationId}>
          <InteractionText interaction={interaction} names={names} isStale={isStale} />
        </p>
      ))}
      <p className={styles['soft']}>
        {standingText(card.standing)} <AsOf card={card} />
      </p>
    </section>
  );
}
