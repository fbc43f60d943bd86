import { useEffect, useMemo, type RefObject } from 'react';
import { useApp, useShell, type AppParts } from '../../app-context.ts';
import { focusRow, selectRow, togglePause, yieldFollow } from '../../stores/timeline.ts';
import { bindShortcuts } from '../../ui/keys.ts';
import {
  indexOfPosition,
  neighbourOfTopic,
  nextEntryIndex,
  nextGapIndex,
  positionOf,
  type Row,
} from './rows.ts';
import type { GridFocus } from './use-grid-focus.ts';

/** What keys and buttons do on the timeline. */
export interface TimelineCommands {
  readonly togglePause: () => void;
  readonly toggleFollow: () => void;
  readonly follow: () => void;
  readonly move: (step: number) => void;
  readonly toFirst: () => void;
  readonly inspect: () => void;
  readonly nextGap: () => void;
  /** The previous or next loaded event of the selected event's topic. */
  readonly sameTopic: (step: 1 | -1) => void;
  readonly closeInspector: () => void;
}

const PAGE_ROWS = 15;

/** Moves the focus from row to row. */
function createWalk({ timeline }: AppParts['stores'], rows: readonly Row[], focus: GridFocus) {
  function goTo(index: number | null): void {
    const position = index === null ? null : positionOf(rows[index]);
    if (position === null) return;
    const { active, selected } = timeline.getState();
    if (active === position) focus.toTabStop();
    else focus.request();
    // With the inspector open, walking through the rows walks through their contents.
    timeline.setState((slice) =>
      selected === null ? focusRow(slice, position) : selectRow(slice, position),
    );
  }

  function currentIndex(): number | null {
    const { active, selected } = timeline.getState();
    const position = active ?? selected;
    return position === null ? null : indexOfPosition(rows, position);
  }

  function move(step: number): void {
    const from = currentIndex();
    const direction = step < 0 ? -1 : 1;
    if (from === null) goTo(nextEntryIndex(rows, rows.length - 1, -1));
    else {
      const target = Math.min(rows.length - 1, Math.max(0, from + step));
      goTo(nextEntryIndex(rows, target, direction) ?? nextEntryIndex(rows, target, direction === 1 ? -1 : 1));
    }
  }

  return { goTo, currentIndex, move };
}

function createCommands(
  { stores, pager }: AppParts,
  rows: readonly Row[],
  focus: GridFocus,
): TimelineCommands {
  const { timeline } = stores;
  const { goTo, currentIndex, move } = createWalk(stores, rows, focus);
  return {
    move,
    togglePause: () => {
      timeline.setState(togglePause);
    },
    toggleFollow: () => {
      if (timeline.getState().isFollowing) timeline.setState(yieldFollow);
      else void pager.followNewest();
    },
    follow: () => {
      focus.toGrid();
      void pager.followNewest();
    },
    toFirst: () => {
      goTo(nextEntryIndex(rows, 0, 1));
    },
    inspect: () => {
      const index = currentIndex() ?? nextEntryIndex(rows, rows.length - 1, -1);
      const position = index === null ? null : positionOf(rows[index]);
      if (position !== null) timeline.setState((slice) => selectRow(slice, position));
    },
    nextGap: () => {
      goTo(nextGapIndex(rows, currentIndex() ?? -1));
    },
    sameTopic: (step) => {
      const from = currentIndex();
      if (from !== null) goTo(neighbourOfTopic(rows, from, step));
    },
    closeInspector: () => {
      timeline.setState({ selected: null });
      focus.toTabStop();
    },
  };
}

/** The timeline's commands, also bound to their keys while the view is shown. */
export function useTimelineCommands(
  rows: readonly Row[],
  focus: GridFocus,
  filterRef: RefObject<HTMLInputElement | null>,
): TimelineCommands {
  const app = useApp();
  const hasSingleKeys = useShell((slice) => slice.hasSingleKeys);
  const commands = useMemo(() => createCommands(app, rows, focus), [app, rows, focus]);

  useEffect(() => {
    const withinGrid = {
      ArrowDown: () => {
        commands.move(1);
      },
      ArrowUp: () => {
        commands.move(-1);
      },
      PageDown: () => {
        commands.move(PAGE_ROWS);
      },
      PageUp: () => {
        commands.move(-PAGE_ROWS);
      },
      Home: commands.toFirst,
      End: commands.follow,
      Enter: commands.inspect,
      Escape: commands.closeInspector,
    };
    const singleKeys = {
      j: withinGrid.ArrowDown,
      k: withinGrid.ArrowUp,
      f: commands.toggleFollow,
      g: commands.nextGap,
      Space: commands.togglePause,
      '[Shift]+/': () => filterRef.current?.focus(),
      '[': () => {
        commands.sameTopic(-1);
      },
      ']': () => {
        commands.sameTopic(1);
      },
    };
    return bindShortcuts(hasSingleKeys ? { ...withinGrid, ...singleKeys } : withinGrid);
  }, [commands, hasSingleKeys, filterRef]);

  return commands;
}
