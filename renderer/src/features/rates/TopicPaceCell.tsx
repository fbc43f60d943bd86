import { TriangleAlert } from 'lucide-react';
import { paceWords, usualText } from './pace-words.ts';
import { Sparkline } from './Sparkline.tsx';
import styles from './TopicPaceCell.module.css';
import { useRates } from './use-rates-feed.ts';

/** How often a topic's events come, and whether it has fallen silent. Empty until that is known. */
export function TopicPaceCell({ topic }: { readonly topic: string }) {
  const pace = useRates((slice) => slice.paces.get(topic));
  const now = useRates((slice) => slice.rates.at);
  if (pace === undefined) return <span className={styles['cell']} />;
  const { text, isSilent } = paceWords(pace, now);
  return (
    <span className={styles['cell']}>
      <Sparkline counts={pace.recent} />
      <span
        className={styles['words']}
        data-silent={isSilent || undefined}
        title={usualText(pace.usualMs) ?? undefined}
      >
        {isSilent && <TriangleAlert size={13} aria-hidden="true" />}
        {text}
      </span>
    </span>
  );
}
