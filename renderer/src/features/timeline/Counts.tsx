import { useTimeline } from '../../app-context.ts';
import styles from './TimelineToolbar.module.css';
import { useCount } from './use-count.ts';
import { countsText } from './wording.ts';

/** `312 of 48,210`: how much passes the filter, of how much. */
export function Counts() {
  const isFiltered = useTimeline((slice) => slice.filter !== '');
  const count = useCount();
  return <span className={styles['count']}>{countsText({ isFiltered, ...count })}</span>;
}
