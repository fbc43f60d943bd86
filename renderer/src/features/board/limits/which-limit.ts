import type { PresenceValue, RoutingStatus } from '../../../../../shared/model/agent.ts';
import type { GroupSource, StateLimit } from '../../../../../shared/model/board.ts';

/** The limits that hold in a group: those for all groups, and its own. */
export function limitsIn(limits: readonly StateLimit[], { kind, id }: GroupSource): readonly StateLimit[] {
  return limits.filter(({ group }) => group === null || (group.kind === kind && group.id === id));
}

/** A limit of one's own presence before that of its system presence; then that of a group before that for all. */
function particularity({ state, group }: StateLimit): number {
  const isOwnPresence = state.kind === 'presence' && state.definitionId !== null;
  return (isOwnPresence ? 2 : 0) + (group === null ? 0 : 1);
}

const mostParticular = (limits: readonly StateLimit[]): StateLimit | null =>
  limits.reduce<StateLimit | null>(
    (best, limit) => (best === null || particularity(limit) > particularity(best) ? limit : best),
    null,
  );

/** The limit of a presence among those of a group; null when it has none. */
export const presenceLimit = (limits: readonly StateLimit[], presence: PresenceValue): StateLimit | null =>
  mostParticular(
    limits.filter(
      ({ state }) =>
        state.kind === 'presence' &&
        state.systemPresence === presence.systemPresence &&
        (state.definitionId === null || state.definitionId === presence.definitionId),
    ),
  );

/** The same for a routing status. */
export const routingLimit = (limits: readonly StateLimit[], status: RoutingStatus): StateLimit | null =>
  mostParticular(limits.filter(({ state }) => state.kind === 'routing' && state.status === status));
