import { ChevronDown, ChevronRight } from 'lucide-react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useBoardChoice } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import styles from './GroupHead.module.css';
import { GroupMenu } from './GroupMenu.tsx';
import { OrganisationName } from './OrganisationName.tsx';
import type { GroupPicture } from './picture.ts';
import { agentsText, groupFigures, knownText, overText } from './wording.ts';

/** The name of a group and how its people stand; closes and opens it. */
export function GroupHead({ group }: { readonly group: GroupPicture }) {
  const { stores } = useApp();
  const isCollapsed = useBoardChoice(({ collapsed }) => collapsed.has(group.key));
  const { counts } = group;
  const [over, known] = [overText(counts), knownText(counts)];
  return (
    <div className={styles['head']}>
      <Button
        look="quiet"
        aria-expanded={!isCollapsed}
        className={styles['name']}
        onPress={() => {
          stores.boardChoice.setState(({ collapsed }) => ({ collapsed: toggled(collapsed, group.key) }));
        }}
      >
        {isCollapsed ? (
          <ChevronRight size={16} aria-hidden="true" />
        ) : (
          <ChevronDown size={16} aria-hidden="true" />
        )}
        <bdi>{visibleText(group.name)}</bdi>
        <span className={styles['count']}>
          {group.members === null ? t('being read…') : agentsText(counts.agents)}
        </span>
      </Button>
      <OrganisationName profileId={group.profileId} />
      {over !== null && <strong className={styles['over']}>! {over}</strong>}
      <span className={styles['figures']}>{groupFigures(counts).join(' · ')}</span>
      {known !== null && <span className={styles['known']}>{known}</span>}
      <GroupMenu group={group} />
    </div>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const others = new Set(keys);
  if (!others.delete(key)) others.add(key);
  return others;
}
