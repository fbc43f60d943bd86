import { useFromNow } from '../../ui/use-now.ts';
import { judge, type Card } from './card.ts';
import styles from './LimitBar.module.css';

/** How much of the limit is used, with a mark where the warning begins. What it says is said in words beside it. */
export function LimitBar({ card }: { readonly card: Card }) {
  const level = useFromNow((now) => judge(card, now).level);
  const percent = useFromNow((now) => Math.min(100, Math.round((judge(card, now).share ?? 0) * 100)));
  const [limited] = card.limited;
  if (limited === undefined) return null;
  const { warnAfterMs, overAfterMs } = limited.limit;
  const warnsAt = Math.min(100, Math.round((warnAfterMs / overAfterMs) * 100));
  return (
    <span className={styles['track']} data-level={level} aria-hidden="true">
      <span className={styles['fill']} style={{ width: `${String(percent)}%` }} />
      <span className={styles['mark']} style={{ left: `${String(warnsAt)}%` }} />
    </span>
  );
}
