import type { FilterError } from '../../../../shared/filter/parse.ts';
import styles from './FilterField.module.css';

interface ErrorMarkProps {
  readonly error: FilterError;
  /** How far the text of the field is scrolled to the left, in pixels. */
  readonly scrollLeft: number;
}

/** A line under the part of the text that is wrong. The field is monospaced, so that characters can be counted off. */
export function ErrorMark({ error: { from, to }, scrollLeft }: ErrorMarkProps) {
  const width = Math.max(1, to - from);
  return (
    <span aria-hidden="true" className={styles['marks']}>
      <span
        className={styles['mark']}
        style={{
          left: `calc(${String(from)}ch - ${String(scrollLeft)}px)`,
          width: `${String(width)}ch`,
        }}
      />
    </span>
  );
}
