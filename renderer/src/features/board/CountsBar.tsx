import { t } from '../../../../shared/text/t.ts';
import { useApp, useBoardChoice } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { countText } from '../../wording/time.ts';
import styles from './CountsBar.module.css';
import { usePicture } from './use-board.ts';
import { agentsText, figuresOf, knownText } from './wording.ts';

/** How everybody on the board stands. A press on a figure shows those that it counts, and nobody else. */
export function CountsBar() {
  const { stores } = useApp();
  const counts = usePicture((picture) => picture.counts);
  const show = useBoardChoice((choice) => choice.show);
  const known = knownText(counts);
  return (
    <div
      role="group"
      aria-label={t('All agents by state')}
      className={styles['bar']}
      data-stale={counts.lastKnown > 0 || undefined}
    >
      {figuresOf(counts).map((figure) => (
        <Button
          key={figure.show}
          look="quiet"
          aria-pressed={show === figure.show}
          className={styles['figure']}
          data-show={figure.show}
          onPress={() => {
            stores.boardChoice.setState({ show: show === figure.show ? 'all' : figure.show });
          }}
        >
          {figure.label} <strong>{countText(figure.count)}</strong>
        </Button>
      ))}
      <span className={styles['all']}>
        {known ?? t('{agents}, all known', { agents: agentsText(counts.agents) })}
      </span>
    </div>
  );
}
