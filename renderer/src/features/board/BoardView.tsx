import { useCallback, useRef } from 'react';
import { useApp, useBoard, useBoardChoice } from '../../app-context.ts';
import { useGridFocus, type GridFocus } from '../timeline/use-grid-focus.ts';
import { BoardGrid } from './BoardGrid.tsx';
import { BoardStatusLine } from './BoardStatusLine.tsx';
import { BoardToolbar } from './BoardToolbar.tsx';
import styles from './BoardView.module.css';
import { CountsBar } from './CountsBar.tsx';
import { EmptyBoard } from './EmptyBoard.tsx';
import { AddGroupDialog } from './groups/AddGroupDialog.tsx';
import { LimitsDialog } from './limits/LimitsDialog.tsx';
import { AgentSheet } from './sheet/AgentSheet.tsx';
import { BoardContext, useOpenBoard, usePicture } from './use-board.ts';
import { useBoardActions } from './use-board-actions.ts';

/** Who is doing what, group by group, and how far that can be trusted. */
export function BoardView() {
  const feed = useOpenBoard();
  return (
    <BoardContext value={feed}>
      <Board />
      <BoardDialogs />
    </BoardContext>
  );
}

function Board() {
  const hasGroups = usePicture(({ groups }) => groups.length > 0);
  const opened = useBoardChoice((choice) => choice.opened);
  const query = useRef<HTMLInputElement>(null);
  const focus = useGridFocus();
  const closeSheet = useCloseSheet(focus);
  useBoardActions(query, closeSheet);
  if (!hasGroups) return <EmptyBoard />;
  return (
    <div className={styles['view']}>
      <div className={styles['main']}>
        <BoardToolbar queryRef={query} />
        <CountsBar />
        <BoardStatusLine />
        <BoardGrid focus={focus} />
      </div>
      {opened !== null && <AgentSheet place={opened} onClose={closeSheet} />}
    </div>
  );
}

/** The focus goes back to the card that the sheet was about. */
function useCloseSheet(focus: GridFocus): () => void {
  const { stores } = useApp();
  return useCallback(() => {
    if (stores.boardChoice.getState().opened === null) return;
    stores.boardChoice.setState({ opened: null });
    focus.toTabStop();
  }, [stores, focus]);
}

/** Dialogs about the board of one organisation. */
function BoardDialogs() {
  const { stores } = useApp();
  const dialog = useBoardChoice((choice) => choice.dialog);
  const board = useBoard(({ organisations }) =>
    dialog === null ? undefined : organisations.get(dialog.profileId)?.board,
  );
  if (dialog === null || board === undefined) return null;
  const close = (): void => {
    stores.boardChoice.setState({ dialog: null });
  };
  switch (dialog.kind) {
    case 'add':
      return <AddGroupDialog board={board} onClose={close} />;
    case 'limits':
      return <LimitsDialog board={board} onClose={close} />;
  }
}
