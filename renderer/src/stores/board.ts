import { createStore } from 'zustand/vanilla';
import type { AgentState } from '../../../shared/model/agent.ts';
import type { AgentsChanged, Board } from '../../../shared/model/board.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { SettingsView } from '../../../shared/model/snapshot.ts';

/** The board of one organisation, and what is known of its people by user id. */
export interface OrganisationBoard {
  readonly board: Board;
  readonly agents: ReadonlyMap<string, AgentState>;
}

export interface BoardSlice {
  /** By profile id: every organisation that was connected in this run. */
  readonly organisations: ReadonlyMap<string, OrganisationBoard>;
}

export const NO_BOARDS: BoardSlice = { organisations: new Map() };

const bareBoard = (profileId: string): OrganisationBoard => ({
  board: { profileId, groups: [], limits: [], clock: null, directory: EMPTY_DIRECTORY },
  agents: new Map(),
});

function withOrganisation(
  { organisations }: BoardSlice,
  profileId: string,
  change: (former: OrganisationBoard) => OrganisationBoard,
): BoardSlice {
  const former = organisations.get(profileId) ?? bareBoard(profileId);
  return { organisations: new Map(organisations).set(profileId, change(former)) };
}

/** Replaces the board of an organisation; what is known of its people stays. */
export const withBoard = (slice: BoardSlice, board: Board): BoardSlice =>
  withOrganisation(slice, board.profileId, ({ agents }) => ({ board, agents }));

/** Takes in agents that are not what they were; the others stay the objects that they are. */
export const withAgents = (slice: BoardSlice, { profileId, agents: changed }: AgentsChanged): BoardSlice =>
  withOrganisation(slice, profileId, ({ board, agents: former }) => {
    const agents = new Map(former);
    for (const agent of changed) agents.set(agent.userId, agent);
    return { board, agents };
  });

/** The boards of a snapshot: organisations that it does not name are not connected any more. */
export function boardsOf(boards: readonly Board[], agents: readonly AgentsChanged[]): BoardSlice {
  return agents.reduce(withAgents, boards.reduce(withBoard, NO_BOARDS));
}

/** Those of the organisations that are wanted connected, and of the one that is shown: what is known of others only ages. */
export function watchedBoards(
  { organisations }: BoardSlice,
  { connectedProfileIds, activeProfileId }: Pick<SettingsView, 'connectedProfileIds' | 'activeProfileId'>,
): BoardSlice {
  const isWatched = (id: string): boolean => id === activeProfileId || connectedProfileIds.includes(id);
  return { organisations: new Map([...organisations].filter(([id]) => isWatched(id))) };
}

export function createBoardStore() {
  return createStore<BoardSlice>(() => NO_BOARDS);
}
