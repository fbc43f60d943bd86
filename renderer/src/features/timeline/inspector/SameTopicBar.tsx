import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Neighbours } from '../../../../../shared/model/snapshot.ts';
import { t } from '../../../../../shared/text/t.ts';
import { Button } from '../../../ui/Button.tsx';
import styles from './Inspector.module.css';
import { isEnd, placeText } from './place-text.ts';

interface SameTopicBarProps {
  /** Null until they are known. */
  readonly neighbours: Neighbours | null;
  readonly onStep: (step: 1 | -1) => void;
}

/** Goes from event to event of one topic, over the whole history. */
export function SameTopicBar({ neighbours, onStep }: SameTopicBarProps) {
  return (
    <div className={styles['same']} role="group" aria-label={t('Events of this topic')}>
      <Button
        look="quiet"
        aria-label={t('Previous event of this topic')}
        isDisabled={neighbours !== null && isEnd(neighbours, -1)}
        onPress={() => {
          onStep(-1);
        }}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </Button>
      <span>{t('{place}, same topic', { place: neighbours === null ? '…' : placeText(neighbours) })}</span>
      <Button
        look="quiet"
        aria-label={t('Next event of this topic')}
        isDisabled={neighbours !== null && isEnd(neighbours, 1)}
        onPress={() => {
          onStep(1);
        }}
      >
        <ChevronRight size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}
