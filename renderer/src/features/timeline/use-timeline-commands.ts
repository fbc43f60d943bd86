import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { useApp } from '../../app-context.ts';
import type { Performers } from '../../keys/actions.ts';
import { useActions } from '../../keys/use-keys.ts';
import { createCommands, type TimelineCommands } from './commands.ts';
import type { Row } from './rows.ts';
import type { GridFocus } from './use-grid-focus.ts';

const PAGE_ROWS = 15;

/** The rows on screen, for commands that outlive them. */
function createShownRows() {
  let shown: readonly Row[] = [];
  return {
    read: (): readonly Row[] => shown,
    keep: (rows: readonly Row[]): void => {
      shown = rows;
    },
  };
}

/** The timeline's commands, also offered to keys and palette while the view is shown. They stay the same while rows come and go. */
export function useTimelineCommands(
  rows: readonly Row[],
  focus: GridFocus,
  filterRef: RefObject<HTMLInputElement | null>,
): TimelineCommands {
  const app = useApp();
  const [shown] = useState(createShownRows);
  useLayoutEffect(() => {
    shown.keep(rows);
  }, [shown, rows]);
  const commands = useMemo(() => createCommands({ app, rows: shown.read, focus }), [app, shown, focus]);

  const performers = useMemo(
    (): Performers => ({
      'next-row': () => {
        commands.move(1);
      },
      'previous-row': () => {
        commands.move(-1);
      },
      'next-page': () => {
        commands.move(PAGE_ROWS);
      },
      'previous-page': () => {
        commands.move(-PAGE_ROWS);
      },
      'first-row': commands.toTop,
      'last-row': commands.toBottom,
      inspect: commands.inspect,
      'close-inspector': commands.closeInspector,
      follow: commands.toggleFollow,
      'show-json': commands.toggleJson,
      'next-gap': commands.nextGap,
      pause: commands.togglePause,
      filter: () => filterRef.current?.focus(),
      'next-of-topic': () => {
        commands.sameTopic(1);
      },
      'previous-of-topic': () => {
        commands.sameTopic(-1);
      },
    }),
    [commands, filterRef],
  );
  useActions(performers);
  return commands;
}
