import { useEffect, useRef, type ReactNode } from 'react';
import type { StateLimit } from '../../../../shared/model/board.ts';
import { useApp, useBoardChoice } from '../../app-context.ts';
import type { GridFocus } from '../timeline/use-grid-focus.ts';
import type { Level } from './card.ts';

/** Whom a card or a row is of, and where it stands. */
export interface AgentProps {
  readonly groupKey: string;
  readonly profileId: string;
  readonly userId: string;
  readonly limits: readonly StateLimit[];
  /** Counted from 1: of a card within its row, of a row within its table. */
  readonly index: number;
  readonly isTabStop: boolean;
  readonly focus: GridFocus;
}

interface AgentCellProps extends AgentProps {
  readonly role: 'gridcell' | 'row';
  readonly level: Level;
  readonly isStale: boolean;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** What is one with the roving focus: a card, or a row of a table. A press opens the side sheet. */
export function AgentCell(props: AgentCellProps) {
  const { groupKey, userId, index, isTabStop, focus, role, level, isStale, className, children } = props;
  const { stores } = useApp();
  const isOpened = useBoardChoice(({ opened }) => opened?.userId === userId && opened.groupKey === groupKey);
  const element = useRef<HTMLDivElement>(null);
  // A cell that was only just drawn takes the focus that was waiting for it.
  useEffect(() => {
    if (isTabStop) focus.claim(element.current);
  }, [isTabStop, focus]);
  return (
    <div
      ref={element}
      role={role}
      aria-colindex={role === 'gridcell' ? index : undefined}
      aria-rowindex={role === 'row' ? index : undefined}
      aria-selected={isOpened}
      tabIndex={isTabStop ? 0 : -1}
      data-level={level}
      data-stale={isStale || undefined}
      data-user={userId}
      className={className}
      onFocus={() => {
        stores.boardChoice.setState({ active: { groupKey, userId } });
      }}
      onClick={() => {
        stores.boardChoice.setState({ opened: { groupKey, userId } });
      }}
    >
      {children}
    </div>
  );
}
