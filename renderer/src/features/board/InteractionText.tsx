import type { Interaction } from '../../../../shared/model/agent.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { useFromNow } from '../../ui/use-now.ts';
import styles from './InteractionText.module.css';
import { MediaIcon } from './MediaIcon.tsx';
import { interactionText, timerText } from './wording.ts';

interface InteractionTextProps {
  readonly interaction: Interaction;
  readonly names: Directory;
  /** It may have ended: for how long it goes on is not said. */
  readonly isStale: boolean;
}

/** The medium, where it came from, and for how long. */
export function InteractionText({ interaction, names, isStale }: InteractionTextProps) {
  const { since, media } = interaction;
  const time = useFromNow((now) => (since === null || isStale ? '' : timerText(now - since)));
  const text = interactionText(interaction, names);
  return (
    <span className={styles['interaction']} title={text}>
      <MediaIcon media={media} />
      <bdi>{text}</bdi>
      <span className={styles['time']}>{time}</span>
    </span>
  );
}
