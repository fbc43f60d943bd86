import { TriangleAlert } from 'lucide-react';
import { useKeptHistory } from '../settings/use-kept-history.ts';
import { storedText } from '../settings/wording.ts';
import styles from './Footer.module.css';

const LOOK_EVERY_MS = 30_000;

/** How much of the disk the history takes. */
export function StorageUsed() {
  const history = useKeptHistory(LOOK_EVERY_MS);
  if (history === null) return null;
  const isMemory = history.path === null;
  return (
    <span className={isMemory ? styles['warning'] : undefined}>
      {isMemory && <TriangleAlert size={13} aria-hidden="true" />} {storedText(history)}
    </span>
  );
}
