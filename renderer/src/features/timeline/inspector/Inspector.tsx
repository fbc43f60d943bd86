import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { t } from '../../../../../shared/text/t.ts';
import { useShell } from '../../../app-context.ts';
import { Button } from '../../../ui/Button.tsx';
import { visibleText } from '../../../wording/safe-text.ts';
import type { TimelineCommands } from '../commands.ts';
import styles from './Inspector.module.css';
import { Looked } from './Looked.tsx';
import { useEntryDetail, type EntryLook } from './use-entry-detail.ts';
import { WidthHandle } from './WidthHandle.tsx';

interface InspectorProps {
  /** The chosen row. */
  readonly position: number;
  readonly commands: TimelineCommands;
}

/** Everything about the chosen row, beside the list. What was shown stays until the next answer is there. */
export function Inspector({ position, commands }: InspectorProps) {
  const { detail, status, tryAgain } = useEntryDetail(position);
  const width = useShell((slice) => slice.inspectorWidthPx);
  return (
    <aside
      aria-label={t('Inspector')}
      aria-busy={status === 'loading'}
      className={styles['inspector']}
      style={width === null ? undefined : { width: `${String(width)}px` }}
      onKeyDown={keepScrollKeys}
    >
      <WidthHandle />
      <Trouble status={status} onTryAgain={tryAgain} onClose={commands.closeInspector} />
      {detail === null ? (
        status === 'loading' && <p className={styles['notice']}>{t('Loading…')}</p>
      ) : (
        <Looked key={detail.entry.position} detail={detail} commands={commands} />
      )}
    </aside>
  );
}

const SCROLLING = /^(Arrow|Page|Home$|End$| $)/;

/** While the focus is in here, the keys that walk through the list scroll what is here instead. */
function keepScrollKeys(event: KeyboardEvent): void {
  if (SCROLLING.test(event.key)) event.stopPropagation();
}

interface TroubleProps {
  readonly status: EntryLook['status'];
  readonly onTryAgain: () => void;
  readonly onClose: () => void;
}

/** Why the chosen row cannot be shown. */
function Trouble({ status, onTryAgain, onClose }: TroubleProps) {
  if (status === 'loading' || status === 'ready') return null;
  const isGone = status === 'gone';
  return (
    <div className={styles['notice']} role="alert">
      <p>
        {isGone
          ? t('This row is no longer in the history: it was past the age or size that is kept.')
          : `${t('This row could not be read.')} ${visibleText(status.failedWith.message)}`}
      </p>
      {!isGone && <Button onPress={onTryAgain}>{t('Try again')}</Button>}
      <Button look="quiet" aria-label={t('Close inspector')} onPress={onClose}>
        <X size={16} aria-hidden="true" />
      </Button>
    </div>
  );
}
