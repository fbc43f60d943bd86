import { useMemo } from 'react';
import { useApp, usePerform, type AppParts } from '../../../../app-context.ts';
import { copyLink } from '../../../shell/copy-link.ts';
import type { Performers } from '../../../../keys/actions.ts';
import { useActions } from '../../../../keys/use-keys.ts';
import { selectRow } from '../../../../stores/timeline.ts';
import { usePin } from './use-pin.ts';

/** The entry that is meant: that of the row with the focus, or else the one in the inspector. */
function meantPosition({ timeline }: AppParts['stores']): number | null {
  const { active, selected } = timeline.getState();
  return active ?? selected;
}

/** What can be done with the row that is meant: to pin it, to note something on it, to copy a link to it. */
export function useRowActions(): void {
  const app = useApp();
  const perform = usePerform();
  const pin = usePin();
  const performers = useMemo((): Performers => {
    const { stores } = app;
    const onRow = (act: (position: number) => void) => () => {
      const position = meantPosition(stores);
      if (position !== null) act(position);
    };
    return {
      pin: onRow((position) => void pin(position)),
      note: onRow((position) => {
        stores.notes.setState({ isFocusWanted: true });
        stores.timeline.setState((slice) => selectRow(slice, position));
      }),
      'copy-row-link': onRow((position) => void copyLink(app, perform, position)),
    };
  }, [app, perform, pin]);
  useActions(performers);
}
