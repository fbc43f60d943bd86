import { assertNever } from '../../../../shared/assert-never.ts';
import { plainValue } from '../../../../shared/filter/print.ts';
import type { AppParts, Perform } from '../../app-context.ts';
import { openedAt } from '../../stores/board-choice.ts';
import type { Goal } from './items.ts';

/** Goes where an item of the palette leads. */
export function goTo(
  { bridge, actions, stores }: Pick<AppParts, 'bridge' | 'actions' | 'stores'>,
  perform: Perform,
  goal: Goal,
): void {
  const { shell, timeline, boardChoice, topicChoice, session } = stores;
  switch (goal.kind) {
    case 'action':
      actions.perform(goal.action);
      return;
    case 'filter':
    case 'person': {
      const filter = goal.kind === 'filter' ? goal.filter : `agent:${plainValue(goal.name)}`;
      timeline.setState({ filter });
      shell.setState({ view: 'timeline' });
      return;
    }
    case 'agent':
      boardChoice.setState((choice) => openedAt(choice, goal.place));
      shell.setState({ view: 'board' });
      return;
    case 'part':
      topicChoice.setState({ openPart: goal.part, query: '' });
      shell.setState({ view: 'topics' });
      return;
    case 'organisation':
      if (goal.profileId === session.getState().settings.activeProfileId) return;
      void perform(bridge.showProfile({ profileId: goal.profileId }));
      return;
    default:
      return assertNever(goal, 'goal');
  }
}
