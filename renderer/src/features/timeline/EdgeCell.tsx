import { t } from '../../../../shared/text/t.ts';
import { useApp, useTimeline } from '../../app-context.ts';
import { hasNewer, hasOlder } from '../../stores/loaded-range.ts';
import { yieldFollow, type Edge } from '../../stores/timeline.ts';
import { Button } from '../../ui/Button.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import styles from './Row.module.css';
import { edgeText } from './wording.ts';

/** What lies beyond the loaded rows: nothing, a page that waits or is on its way, a search, or one that failed. */
export function EdgeCell({ edge }: { readonly edge: Edge }) {
  const { pager, stores } = useApp();
  const state = useTimeline((slice) => slice[edge]);
  const hasMore = useTimeline(({ range }) => (edge === 'older' ? hasOlder(range) : hasNewer(range)));
  const now = useNowEvery(1000);
  const load = (): void => void pager.load(edge);
  const loadMore = (): void => {
    // A list that follows would give up the rows again for the newest.
    stores.timeline.setState(yieldFollow);
    load();
  };
  return (
    <div
      role="gridcell"
      aria-colspan={3}
      className={styles['edge']}
      data-problem={state.kind === 'failed' || undefined}
    >
      <span>{edgeText(edge, state, hasMore, now)}</span>
      {state.kind === 'idle' && hasMore && (
        <Button look="quiet" onPress={loadMore}>
          {t('Load more')}
        </Button>
      )}
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
