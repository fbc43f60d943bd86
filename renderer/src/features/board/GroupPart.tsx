import { useEffect } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useBoardChoice } from '../../app-context.ts';
import type { AgentPlace } from '../../stores/board-choice.ts';
import { visibleText } from '../../wording/safe-text.ts';
import type { GridFocus } from '../timeline/use-grid-focus.ts';
import { AgentCard } from './AgentCard.tsx';
import { AgentRow, columnNames, ColumnNames } from './AgentRow.tsx';
import styles from './BoardGrid.module.css';
import { GroupHead } from './GroupHead.tsx';
import { GroupNote } from './GroupNote.tsx';
import { isTable, type Line } from './lines.ts';
import type { GroupPicture } from './picture.ts';
import { useBoardFeed } from './use-board.ts';
import { LINE_GAP_PX } from './use-lines.ts';

/** A line and where it is drawn. */
export interface PlacedLine {
  readonly line: Line;
  readonly topPx: number;
  readonly heightPx: number;
}

interface GroupPartProps {
  readonly group: GroupPicture;
  /** Those in sight. */
  readonly lines: readonly PlacedLine[];
  readonly columns: number;
  readonly tabStop: AgentPlace | null;
  readonly focus: GridFocus;
}

/** What is in sight of a group. As long as the pointer or the focus is in it, nothing in it moves. */
export function GroupPart({ group, lines, columns, tabStop, focus }: GroupPartProps) {
  const feed = useBoardFeed();
  const form = useBoardChoice((choice) => choice.form);
  const { key, shown } = group;
  useEffect(
    () => () => {
      feed.hold(key, 'pointer', false);
      feed.hold(key, 'focus', false);
    },
    [feed, key],
  );
  const asTable = isTable({ form }, group);
  const name = visibleText(group.name);
  const place = (line: PlacedLine) => (
    <LineAt key={line.line.key} {...{ ...line, columns, tabStop, focus }} />
  );
  const isCell = ({ line }: PlacedLine): boolean => line.kind !== 'head' && line.kind !== 'note';
  const cells = lines.filter(isCell);
  return (
    <div
      role="group"
      aria-label={name}
      onPointerEnter={() => {
        feed.hold(key, 'pointer', true);
      }}
      onPointerLeave={() => {
        feed.hold(key, 'pointer', false);
      }}
      onFocus={() => {
        feed.hold(key, 'focus', true);
      }}
      onBlur={() => {
        feed.hold(key, 'focus', false);
      }}
    >
      {lines.filter((line) => !isCell(line)).map(place)}
      {cells.length > 0 && (
        <div
          role="grid"
          aria-label={t('Agents of {group}', { group: name })}
          aria-readonly="true"
          aria-rowcount={asTable ? shown.length + 1 : Math.ceil(shown.length / columns)}
          aria-colcount={asTable ? columnNames().length : columns}
        >
          {cells.map(place)}
        </div>
      )}
    </div>
  );
}

type LineAtProps = PlacedLine & Pick<GroupPartProps, 'columns' | 'tabStop' | 'focus'>;

function LineAt({ line, topPx, heightPx, columns, tabStop, focus }: LineAtProps) {
  const style = {
    transform: `translateY(${String(topPx)}px)`,
    height: `${String(line.kind === 'cards' ? heightPx - LINE_GAP_PX : heightPx)}px`,
  };
  if (line.kind !== 'cards') {
    return (
      <div role="presentation" className={styles['line']} style={style}>
        <LineContent {...{ line, tabStop, focus }} />
      </div>
    );
  }
  return (
    <div
      role="row"
      aria-rowindex={line.rowIndex}
      className={styles['cards']}
      style={{ ...style, gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))` }}
    >
      {line.userIds.map((userId, column) => (
        <AgentCard key={userId} {...agentProps(line.group, userId, column + 1, tabStop)} focus={focus} />
      ))}
    </div>
  );
}

function LineContent({ line, tabStop, focus }: Pick<LineAtProps, 'line' | 'tabStop' | 'focus'>) {
  switch (line.kind) {
    case 'head':
      return <GroupHead group={line.group} />;
    case 'note':
      return <GroupNote group={line.group} />;
    case 'columns':
      return <ColumnNames />;
    case 'agent':
    case 'cards':
      return line.userIds.map((userId) => (
        <AgentRow key={userId} {...agentProps(line.group, userId, line.rowIndex, tabStop)} focus={focus} />
      ));
  }
}

const agentProps = (
  { key, profileId, limits }: GroupPicture,
  userId: string,
  index: number,
  tabStop: AgentPlace | null,
) => ({
  groupKey: key,
  profileId,
  limits,
  userId,
  index,
  isTabStop: tabStop?.groupKey === key && tabStop.userId === userId,
});
