import { BellRing, RotateCw, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { Directory } from '../../../../shared/model/directory.ts';
import { t } from '../../../../shared/text/t.ts';
import { useFromNow } from '../../ui/use-now.ts';
import { userName } from '../../wording/names.ts';
import { PresenceMark } from '../timeline/PresenceMark.tsx';
import styles from './AgentCard.module.css';
import { AgentCell, type AgentProps } from './AgentCell.tsx';
import { judge, type Card } from './card.ts';
import { InteractionText } from './InteractionText.tsx';
import { LimitBar } from './LimitBar.tsx';
import { isNotResponding } from './states.ts';
import { AsOf, SpokenCard, Timer } from './Timer.tsx';
import { useCard, useNames } from './use-board.ts';
import { limitText, presenceWords, routingText } from './wording.ts';

/** An agent as a card. It hears of its own agent, and of nobody else. */
export const AgentCard = memo(function AgentCard(props: AgentProps) {
  const { profileId, userId, limits } = props;
  const card = useCard(profileId, userId, limits);
  const names = useNames(profileId);
  const level = useFromNow((now) => judge(card, now).level);
  const isStale = useFromNow((now) => judge(card, now).isStale);
  return (
    <AgentCell
      {...props}
      role="gridcell"
      className={styles['card']}
      level={level}
      isStale={isStale || card.standing === 'unknown'}
    >
      <SpokenCard card={card} names={names} />
      <div className={styles['face']} aria-hidden="true">
        <div className={styles['name']}>
          {card.presence !== null && <PresenceMark systemPresence={card.presence.systemPresence} />}
          <bdi title={userName(names, userId)}>{userName(names, userId)}</bdi>
          {level === 'over' && <span className={styles['over']}>!</span>}
          {level === 'warn' && <TriangleAlert size={14} className={styles['warn']} />}
        </div>
        <StateLine card={card} names={names} />
        <div className={styles['time']}>
          <strong>
            <Timer card={card} />
          </strong>
          <span>{limitText(card)}</span>
        </div>
        <div className={styles['bar']}>
          <LimitBar card={card} />
        </div>
        <Foot card={card} names={names} isStale={isStale} />
      </div>
    </AgentCell>
  );
});

interface PartProps {
  readonly card: Card;
  readonly names: Directory;
}

/** The presence, and on queue what is done there. */
function StateLine({ card, names }: PartProps) {
  const { presence, routing, isOnQueue } = card;
  if (card.standing === 'unknown') return <div className={styles['state']}>{t('Not known yet')}</div>;
  const words = presence === null ? null : presenceWords(presence, names);
  const doing = isOnQueue && routing !== null ? routingText(routing) : null;
  return (
    <div className={styles['state']} data-alarm={isNotResponding(card) || undefined}>
      {isNotResponding(card) && <BellRing size={13} />}
      {[doing === null ? words?.system : null, words?.own, doing]
        .filter((part) => part !== null && part !== undefined)
        .join(' · ')}
    </div>
  );
}

/** What the agent is in, and how far the card can be trusted. */
function Foot({ card, names, isStale }: PartProps & { readonly isStale: boolean }) {
  const [first, ...others] = card.interactions;
  return (
    <div className={styles['foot']}>
      {first !== undefined && <InteractionText interaction={first} names={names} isStale={isStale} />}
      {others.length > 0 && <span>{t('+{count}', { count: others.length })}</span>}
      <span className={styles['asOf']}>
        {card.standing === 'refreshed' && <RotateCw size={12} />}
        <AsOf card={card} />
      </span>
    </div>
  );
}
