import type { AgentState, Interaction, Known, Standing } from '../../../shared/model/agent.ts';
import type { Board, BoardGroup } from '../../../shared/model/board.ts';
import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';

interface AgentParts {
  readonly presence?: string | null;
  readonly definitionId?: string | null;
  readonly routing?: string | null;
  readonly interactions?: readonly Interaction[];
  /** Since when all of it is so, on the server's clock. */
  readonly since?: number | null;
  readonly routingSince?: number | null;
  readonly standing?: Standing;
  readonly asOf?: number;
}

/** Somebody who is available and off queue since 0, known to be so at 0; what a test does not care about is filled in. */
export function agentOf(userId: string, parts: AgentParts = {}): AgentState {
  const { presence = 'AVAILABLE', definitionId = null, routing = 'OFF_QUEUE', interactions = [] } = parts;
  const { since = 0, routingSince = since, standing = 'live', asOf = 0 } = parts;
  const known = <T>(value: T, from = since): Known<T> => ({ value, since: from, standing, asOf });
  return {
    userId,
    presence: presence === null ? null : known({ systemPresence: presence, definitionId }),
    routing: routing === null ? null : known(routing, routingSince),
    interactions: known(interactions),
    outOfOffice: null,
  };
}

export const nobody = (userId: string): AgentState => ({
  userId,
  presence: null,
  routing: null,
  interactions: null,
  outOfOffice: null,
});

export const groupOf = (id: string, members: readonly string[] | null): BoardGroup => ({
  source: { kind: 'team', id },
  name: id,
  members,
  problem: null,
});

export const boardOf = (parts: Partial<Board> = {}): Board => ({
  profileId: 'practice',
  groups: [],
  limits: [],
  clock: null,
  directory: EMPTY_DIRECTORY,
  ...parts,
});

/** Names of people as a directory has them, by id. */
export const directoryOf = (users: Readonly<Record<string, string>>): Directory => ({
  users,
  queues: { q1: 'Billing' },
  presences: { d1: 'Admin task' },
  wrapUpCodes: {},
});
