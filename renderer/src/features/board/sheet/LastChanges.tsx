import type { Directory } from '../../../../../shared/model/directory.ts';
import type { TimelineEntry } from '../../../../../shared/model/timeline.ts';
import { t } from '../../../../../shared/text/t.ts';
import { useApp } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { momentText } from '../../../wording/time.ts';
import { useNowEvery } from '../../../ui/use-now.ts';
import { showAnyEntry } from '../../timeline/show-entry.ts';
import { changeText } from '../../timeline/wording.ts';
import styles from './AgentSheet.module.css';
import { useEntries } from './use-entries.ts';

const MINUTE_MS = 60_000;

interface LastChangesProps {
  /** Of entries of the timeline, the newest first. */
  readonly positions: readonly number[];
  readonly names: Directory;
}

/** What changed last. A press shows it on the timeline. */
export function LastChanges({ positions, names }: LastChangesProps) {
  const app = useApp();
  const now = useNowEvery(MINUTE_MS);
  const entries = useEntries(positions);
  if (entries === null || entries.length === 0) return null;
  return (
    <section aria-label={t('Last changes')}>
      <h3>{t('Last changes')}</h3>
      <ul className={styles['changes']}>
        {entries.map((entry) => (
          <li key={entry.position}>
            <Button look="quiet" onPress={() => void showAnyEntry(app, entry.position)}>
              <time>{momentText(entry.at, now)}</time>
              <span>{changesText(entry, names)}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function changesText(entry: TimelineEntry, names: Directory): string {
  const changes =
    entry.type === 'event' ? entry.event.changes : entry.type === 'refreshed' ? entry.refreshed.changes : [];
  return changes.map((change) => changeText(change, names)).join('; ');
}
