import type { Board } from '../../../../shared/model/board.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { BUILT_IN_VIEWS } from '../../../../shared/model/saved-view.ts';
import type { ActionId } from '../../../../shared/model/shortcuts.ts';
import type { SettingsView } from '../../../../shared/model/snapshot.ts';
import type { Subscription } from '../../../../shared/model/subscription.ts';
import { t } from '../../../../shared/text/t.ts';
import { actionText } from '../../keys/action-words.ts';
import type { AgentPlace } from '../../stores/board-choice.ts';
import { queueName, userName } from '../../wording/names.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { topicName } from '../../wording/topic-name.ts';
import { groupKey } from '../board/picture.ts';
import { partOfTopic } from '../topics/part-of-topic.ts';
import { viewName } from '../filter/view-name.ts';

/** What kinds of things the palette goes to, in the order in which they stand when they fit equally well. */
export const PALETTE_GROUPS = ['commands', 'filters', 'organisations', 'people', 'queues', 'topics'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

/** Where an item of the palette leads. */
export type Goal =
  | { readonly kind: 'action'; readonly action: ActionId }
  | { readonly kind: 'filter'; readonly filter: string }
  | { readonly kind: 'organisation'; readonly profileId: string }
  | { readonly kind: 'person'; readonly name: string }
  /** Somebody on the board. */
  | { readonly kind: 'agent'; readonly place: AgentPlace }
  /** A part of the topic picker. */
  | { readonly kind: 'part'; readonly part: string };

export interface PaletteItem {
  /** Tells it apart from all others, also when it was used before. */
  readonly key: string;
  readonly group: PaletteGroup;
  readonly title: string;
  /** Small print; searched as well. */
  readonly hint: string;
  readonly goal: Goal;
}

export interface PaletteWorld {
  /** What can be done at the moment. */
  readonly actions: readonly ActionId[];
  readonly settings: Pick<SettingsView, 'views' | 'profiles' | 'activeProfileId'>;
  readonly directory: Directory;
  readonly subscriptions: readonly Subscription[];
  readonly boards: readonly Pick<Board, 'profileId' | 'groups' | 'directory'>[];
}

/** Everything that the palette can go to. */
export function paletteItems({
  actions,
  settings,
  directory,
  subscriptions,
  boards,
}: PaletteWorld): readonly PaletteItem[] {
  return [
    ...actions.map((action): PaletteItem => ({
      key: `action:${action}`,
      group: 'commands',
      title: actionText(action),
      hint: '',
      goal: { kind: 'action', action },
    })),
    ...[...BUILT_IN_VIEWS, ...settings.views].map((view): PaletteItem => ({
      key: `filter:${view.name}`,
      group: 'filters',
      title: viewName(view),
      hint: visibleText(view.filter),
      goal: { kind: 'filter', filter: view.filter },
    })),
    ...settings.profiles.map(({ id, name }): PaletteItem => ({
      key: `organisation:${id}`,
      group: 'organisations',
      title: visibleText(name),
      hint: id === settings.activeProfileId ? t('shown now') : '',
      goal: { kind: 'organisation', profileId: id },
    })),
    ...boards.flatMap(agentItems),
    ...Object.entries(directory.users).map(([id, name]): PaletteItem => ({
      key: `person:${id}`,
      group: 'people',
      title: userName(directory, id),
      hint: '',
      goal: { kind: 'person', name },
    })),
    ...Object.keys(directory.queues).map((id): PaletteItem => ({
      key: `queue:${id}`,
      group: 'queues',
      title: queueName(directory, id),
      hint: '',
      goal: { kind: 'part', part: `queue:${id}` },
    })),
    ...subscriptions.map(({ topic }): PaletteItem => {
      const { who, what } = topicName(topic, directory);
      return {
        key: `topic:${topic}`,
        group: 'topics',
        title: t('{who}: {what}', { who, what }),
        hint: visibleText(topic),
        goal: { kind: 'part', part: partOfTopic(topic, directory) },
      };
    }),
  ];
}

/** Everybody on the board of an organisation, each once however many groups they are in. */
function agentItems({
  profileId,
  groups,
  directory,
}: PaletteWorld['boards'][number]): readonly PaletteItem[] {
  const places = new Map<string, AgentPlace>();
  for (const { source, members } of groups) {
    for (const userId of members ?? []) {
      if (!places.has(userId)) places.set(userId, { groupKey: groupKey(profileId, source), userId });
    }
  }
  return [...places.values()].map((place) => ({
    key: `agent:${profileId}/${place.userId}`,
    group: 'people',
    title: userName(directory, place.userId),
    hint: t('on the board'),
    goal: { kind: 'agent', place },
  }));
}
