import { t } from '../../../../shared/text/t.ts';
import { visibleText } from '../../wording/safe-text.ts';
import styles from './GroupNote.module.css';
import type { GroupPicture } from './picture.ts';

/** Why nobody of a group is shown. */
export function GroupNote({ group: { members, problem } }: { readonly group: GroupPicture }) {
  return <p className={styles['note']}>{noteText(members, problem?.message ?? null)}</p>;
}

function noteText(members: readonly string[] | null, problem: string | null): string {
  if (members === null) {
    return problem === null
      ? t('Vigil is reading who belongs to this group.')
      : t('Who belongs to this group could not be read: {problem}', { problem: visibleText(problem) });
  }
  return members.length === 0
    ? t('Nobody belongs to this group.')
    : t('Nobody here is among those that are shown.');
}
