import type { ExportsView } from '../../../shared/model/recording.ts';
import { t } from '../../../shared/text/t.ts';
import type { Outcome } from '../stores/shell.ts';

/** What there is to say when an export has come to its end between two looks; null when none has. */
export function newlyEnded(former: ExportsView, now: ExportsView): Outcome | null {
  const [newest] = now.finished;
  if (newest === undefined || newest.id === former.finished[0]?.id) return null;
  const { result } = newest;
  if (result.kind === 'failed') return { isProblem: true, text: result.error.message };
  if (result.kind === 'cancelled') return { isProblem: false, text: t('The export was cancelled.') };
  return {
    isProblem: false,
    text: t('Exported {entries, plural, one {# entry} other {# entries}}.', { entries: result.entries }),
  };
}
