import { BOARD_BOUNDS, type AgentsChanged, type Board } from '../../../shared/model/board.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import { profileOf, withGroup, withLimits, withoutGroup } from '../settings/settings.ts';
import { readAgentDay } from './agent-days.ts';
import type { Monitor } from './monitor.ts';
import type { Organisations } from './organisations.ts';

type BoardVerb = 'previewGroup' | 'watchGroup' | 'unwatchGroup' | 'setLimits' | 'getAgentDay' | 'listTeams';

export interface Boards {
  readonly handlers: Pick<Monitor['handlers'], BoardVerb>;
  /** Of all organisations that were connected or shown. */
  readonly current: () => readonly Board[];
  readonly agents: () => readonly AgentsChanged[];
}

/** What is done with the boards of the organisations: each verb names the one that it is about. */
export function createBoards(deps: {
  readonly settings: SettingsStore;
  readonly changeSettings: (change: Parameters<SettingsStore['update']>[0]) => Promise<void>;
  readonly organisations: Organisations;
}): Boards {
  const { settings, changeSettings, organisations } = deps;

  async function change(profileId: string, made: Parameters<SettingsStore['update']>[0]): Promise<null> {
    await changeSettings(made);
    organisations.of(profileId).board.follow(profileOf(settings.current(), profileId));
    return null;
  }

  return {
    handlers: {
      previewGroup: ({ profileId, source }) => organisations.of(profileId).board.preview(source),
      watchGroup: async ({ profileId, source }) => {
        const { excess } = await organisations.of(profileId).board.preview(source);
        if (excess !== null) throw new Failure({ code: 'topic/limit', message: excess });
        return change(profileId, (now) => {
          const changed = withGroup(now, profileId, source);
          if ((profileOf(changed, profileId).groups?.length ?? 0) > BOARD_BOUNDS.groups)
            throw tooManyGroups();
          return changed;
        });
      },
      unwatchGroup: ({ profileId, group }) => change(profileId, (now) => withoutGroup(now, profileId, group)),
      setLimits: ({ profileId, limits }) => change(profileId, (now) => withLimits(now, profileId, limits)),
      getAgentDay: ({ profileId, userId, from, to }) => {
        const { history, board, report } = organisations.of(profileId);
        const offsetMs = board.clockOffset()?.offsetMs ?? 0;
        return readAgentDay(history, { userId, from, to }, { openGap: report().openGap, offsetMs });
      },
      listTeams: ({ profileId }) => organisations.of(profileId).board.teamNames(),
    },
    current: () => organisations.opened().map(({ board }) => board.current()),
    agents: () =>
      organisations.opened().map(({ profileId, board }) => ({ profileId, agents: board.agents() })),
  };
}

const tooManyGroups = (): Failure =>
  new Failure({
    code: 'input/invalid',
    message: t('A board has at most {most} groups. Remove one first.', { most: BOARD_BOUNDS.groups }),
  });
