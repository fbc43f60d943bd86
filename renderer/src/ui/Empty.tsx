import type { ReactNode } from 'react';
import styles from './Empty.module.css';

interface EmptyProps {
  readonly title: string;
  readonly text: string;
  /** The next step, where there is one. */
  readonly children?: ReactNode;
}

/** What stands in a view that has nothing to show: why, and the next step. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </div>
  );
}
