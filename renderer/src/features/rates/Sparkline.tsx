import { memo } from 'react';
import type { Counts } from '../../../../shared/model/rates.ts';
import { countsSentence } from './pace-words.ts';
import styles from './Sparkline.module.css';
import { sparkOf } from './sparkline.ts';

/** How often events came lately, as small bars. What it shows is also said. */
export const Sparkline = memo(function Sparkline({ counts }: { readonly counts: Counts }) {
  const { width, height, bars, ground, unheard } = sparkOf(counts);
  const sentence = countsSentence(counts);
  return (
    <svg
      role="img"
      aria-label={sentence}
      className={styles['spark']}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      preserveAspectRatio="none"
    >
      <title>{sentence}</title>
      <path className={styles['ground']} d={ground + unheard} />
      <path className={styles['bars']} d={bars} />
    </svg>
  );
});
