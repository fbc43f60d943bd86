import { X } from 'lucide-react';
import { ProgressBar } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useBoardChoice, useConnection, usePerform } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNowEvery } from '../../ui/use-now.ts';
import { changedAgents } from './changed-agents.ts';
import styles from './BoardStatusLine.module.css';
import { boardStatus, type BoardStatus } from './status.ts';

/** What holds for the whole board: that it is not live, is being refreshed, or was, and whom it is narrowed to. */
export function BoardStatusLine() {
  const seenAt = useBoardChoice((choice) => choice.refreshSeenAt);
  const only = useBoardChoice((choice) => choice.only);
  const status = boardStatus(
    useConnection((slice) => slice),
    seenAt,
    useNowEvery(1000),
  );
  return (
    <>
      {status !== null && <StatusLine status={status} />}
      {only !== null && <NarrowedLine count={only.size} />}
    </>
  );
}

function StatusLine({ status }: { readonly status: BoardStatus }) {
  switch (status.kind) {
    case 'stale':
      return (
        <p className={classNames(styles['line'], styles['stale'])}>
          <strong>{status.text}</strong>
        </p>
      );
    case 'refreshing':
      return (
        <ProgressBar
          aria-label={t('Agents refreshed')}
          value={status.done}
          maxValue={Math.max(1, status.total)}
          valueLabel={status.text}
          className={classNames(styles['line'], styles['info'])}
        >
          {({ percentage = 0 }) => (
            <>
              <span>{status.text}</span>
              <span className={styles['track']}>
                <span className={styles['fill']} style={{ width: `${String(percentage)}%` }} />
              </span>
            </>
          )}
        </ProgressBar>
      );
    case 'back':
      return <BackLine status={status} />;
  }
}

function BackLine({ status }: { readonly status: Extract<BoardStatus, { kind: 'back' }> }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const { text, changed, at } = status;

  async function showThem(): Promise<void> {
    const only = await changedAgents(bridge, status);
    if (only !== null) stores.boardChoice.setState({ only, show: 'all', query: '', refreshSeenAt: at });
    else
      void perform(
        Promise.resolve({
          ok: false,
          error: {
            code: 'internal/unexpected',
            message: t('Who changed could not be read from the history.'),
          },
        }),
      );
  }

  return (
    <div className={classNames(styles['line'], styles['ok'])}>
      <span>{text}</span>
      {changed > 0 && <Button onPress={() => void showThem()}>{t('Show them')}</Button>}
      <Button
        look="quiet"
        aria-label={t('Dismiss')}
        onPress={() => {
          stores.boardChoice.setState({ refreshSeenAt: at });
        }}
      >
        <X size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}

function NarrowedLine({ count }: { readonly count: number }) {
  const { stores } = useApp();
  return (
    <div className={classNames(styles['line'], styles['info'])}>
      <span>
        {t('Only the {count, plural, one {agent} other {# agents}} that changed in the gap.', { count })}
      </span>
      <Button
        onPress={() => {
          stores.boardChoice.setState({ only: null });
        }}
      >
        {t('Show everybody')}
      </Button>
    </div>
  );
}
