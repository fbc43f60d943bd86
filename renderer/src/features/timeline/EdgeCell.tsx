import { t } from '../../../../shared/text/t.ts';
import { useApp, useTimeline } from '../../app-context.ts';
import { hasNewer, hasOlder } from '../../stores/loaded-range.ts';
import type { Edge } from '../../stores/timeline.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import styles from './Row.module.css';
import { edgeText } from './wording.ts';

/** What lies beyond the loaded rows: nothing, a page that is on its way, a search, or one that failed. */
export function EdgeCell({ edge }: { readonly edge: Edge }) {
  const { pager } = useApp();
  const state = useTimeline((slice) => slice[edge]);
  const hasMore = useTimeline(({ range }) => (edge === 'older' ? hasOlder(range) : hasNewer(range)));
  const now = useNowEvery(1000);
  const load = (): void => void pager.load(edge);
  return (
    <div
      role="gridcell"
      aria-colspan={3}
      className={styles['edge']}
      data-problem={state.kind === 'failed' || undefined}
    >
      <span>{edgeText(edge, state, hasMore, now)}</span>
      {state.kind === 'searching' && state.at !== null && (
        <Button
          look="quiet"
          onPress={() => {
            pager.stop(edge);
          }}
        >
          {t('Stop')}
        </Button>
      )}
      {state.kind === 'stopped' && (
        <Button look="quiet" onPress={load}>
          {t('Search on')}
        </Button>
      )}
      {state.kind === 'failed' && (
        <Button look="quiet" onPress={load}>
          {t('Try again')}
        </Button>
      )}
    </div>
  );
}
