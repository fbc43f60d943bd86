import type { Neighbours } from '../../../../../shared/model/snapshot.ts';
import { t } from '../../../../../shared/text/t.ts';
import type { AppParts } from '../../../app-context.ts';
import { isEnd } from './place-text.ts';
import { focusRow, selectRow } from '../../../stores/timeline.ts';

/**
 * Goes to the previous or next event of the topic of the row that is chosen, wherever in the history it is: rows are
 * loaded around it where they are not. `beforeMove` is called when it is known where to go.
 */
export async function goToSameTopic(
  { bridge, stores, pager }: Pick<AppParts, 'bridge' | 'stores' | 'pager'>,
  step: 1 | -1,
  beforeMove: () => void,
): Promise<void> {
  const { timeline, shell } = stores;
  const from = chosen(timeline.getState());
  if (from === null) return;
  const answer = await bridge.getNeighbours({ position: from });
  if (chosen(timeline.getState()) !== from) return;
  if (!answer.ok) {
    shell.setState({ outcome: { isProblem: true, text: answer.error.message } });
    return;
  }
  const target = step === 1 ? answer.value?.next : answer.value?.previous;
  if (target == null) {
    shell.setState({ outcome: { isProblem: false, text: nothingThere(answer.value, step) } });
    return;
  }
  if (!(await pager.goTo(target)) || chosen(timeline.getState()) !== from) return;
  beforeMove();
  timeline.setState((slice) =>
    slice.selected === null ? focusRow(slice, target) : selectRow(slice, target),
  );
}

const chosen = (slice: { readonly active: number | null; readonly selected: number | null }): number | null =>
  slice.active ?? slice.selected;

function nothingThere(neighbours: Neighbours | null, step: 1 | -1): string {
  if (neighbours === null) return t('This row is no event, so it has no topic.');
  if (!isEnd(neighbours, step))
    return t('No event of this topic was found nearby. A filter for the topic looks further.');
  return step === 1
    ? t('This is the newest event of its topic.')
    : t('This is the first event of its topic.');
}
