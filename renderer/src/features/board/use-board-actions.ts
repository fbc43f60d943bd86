import { useMemo, type RefObject } from 'react';
import { useApp } from '../../app-context.ts';
import type { Performers } from '../../keys/actions.ts';
import { useActions } from '../../keys/use-keys.ts';

/** What keys and palette can do on the board, beside the keys of its grids. */
export function useBoardActions(query: RefObject<HTMLInputElement | null>, closeSheet: () => void): void {
  const { stores } = useApp();
  const performers = useMemo(
    (): Performers => ({
      'find-agent': () => query.current?.focus(),
      'close-agent': closeSheet,
      wallboard: () => {
        stores.boardChoice.setState({ isWallboard: true });
      },
    }),
    [stores, query, closeSheet],
  );
  useActions(performers);
}
