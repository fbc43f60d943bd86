import type { GroupPreview, GroupSource } from '../../../../../shared/model/board.ts';
import type { Result } from '../../../../../shared/model/result.ts';
import { t } from '../../../../../shared/text/t.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import styles from './AddGroupDialog.module.css';
import { previewText } from './wording.ts';

interface CostProps {
  readonly source: GroupSource | null;
  readonly preview: Result<GroupPreview> | null;
}

/** What a choice takes, before it is made. */
export function Cost({ source, preview }: CostProps) {
  if (source === null)
    return <span className={styles['soft']}>{t('Choose what the board shall show.')}</span>;
  if (preview === null) return <span className={styles['soft']}>{t('Looking what it takes…')}</span>;
  if (!preview.ok) return <span className={styles['problem']}>{visibleText(preview.error.message)}</span>;
  const { value } = preview;
  return (
    <>
      <span>{previewText(value)}</span>
      {value.excess !== null && <span className={styles['problem']}>{value.excess}</span>}
    </>
  );
}
