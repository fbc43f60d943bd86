import type { AgentState } from '../../../../../shared/model/agent.ts';
import {
  BOARD_BOUNDS,
  type Board,
  type LimitedState,
  type StateLimit,
} from '../../../../../shared/model/board.ts';
import type { Directory } from '../../../../../shared/model/directory.ts';
import { t } from '../../../../../shared/text/t.ts';
import type { Option } from '../../../ui/Select.tsx';
import { visibleText } from '../../../wording/safe-text.ts';
import { countText } from '../../../wording/time.ts';
import { presenceWords, routingText } from '../wording.ts';

/** A limit as it is typed. */
export interface LimitRow {
  /** Tells rows apart while they are edited. */
  readonly id: number;
  readonly state: LimitedState;
  readonly group: StateLimit['group'];
  /** In minutes. */
  readonly warn: string;
  readonly over: string;
}

export type RowProblems = Partial<Record<'state' | 'warn' | 'over', string>>;

const MINUTE_MS = 60_000;
const { least: LEAST_MS, most: MOST_MS } = BOARD_BOUNDS.limitMs;

export const stateId = (state: LimitedState): string =>
  state.kind === 'routing'
    ? `routing ${state.status}`
    : `presence ${state.systemPresence} ${state.definitionId ?? ''}`;

export const groupId = (group: StateLimit['group']): string =>
  group === null ? 'all' : `${group.kind} ${group.id}`;

const minutesText = (ms: number): string => String(Math.round((ms / MINUTE_MS) * 100) / 100);

export const rowsOf = (limits: readonly StateLimit[]): readonly LimitRow[] =>
  limits.map(({ state, group, warnAfterMs, overAfterMs }, id) => ({
    id,
    state,
    group,
    warn: minutesText(warnAfterMs),
    over: minutesText(overAfterMs),
  }));

/** Milliseconds of minutes as they are typed, with a point or a comma; null when they are none. */
function msOf(minutes: string): number | null {
  const text = minutes.trim().replace(',', '.');
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  const ms = Math.round(value * MINUTE_MS);
  return ms >= LEAST_MS && ms <= MOST_MS ? ms : null;
}

/** What is wrong with a row among the others. */
export function problemsOf(row: LimitRow, rows: readonly LimitRow[]): RowProblems {
  const [warnMs, overMs] = [msOf(row.warn), msOf(row.over)];
  const range = t('Minutes, from above 0 to {most}.', { most: countText(MOST_MS / MINUTE_MS) });
  const isTwice = rows.some(
    (other) =>
      other.id < row.id &&
      groupId(other.group) === groupId(row.group) &&
      stateId(other.state) === stateId(row.state),
  );
  const isBackwards = warnMs !== null && overMs !== null && warnMs > overMs;
  return {
    ...(isTwice ? { state: t('This state has a limit in these groups already.') } : {}),
    ...(warnMs === null ? { warn: range } : {}),
    ...(overMs === null ? { over: range } : isBackwards ? { over: t('Not before “near”.') } : {}),
  };
}

/** The limits that rows mean; null when one of them has a problem. */
export function limitsOf(rows: readonly LimitRow[]): readonly StateLimit[] | null {
  const limits = rows.map((row): StateLimit | null => {
    const [warnAfterMs, overAfterMs] = [msOf(row.warn), msOf(row.over)];
    const isWrong = Object.keys(problemsOf(row, rows)).length > 0;
    if (isWrong || warnAfterMs === null || overAfterMs === null) return null;
    return { state: row.state, group: row.group, warnAfterMs, overAfterMs };
  });
  return limits.every((limit) => limit !== null) ? limits : null;
}

/** What a new row begins with. */
export const newRow = (rows: readonly LimitRow[]): LimitRow => ({
  id: Math.max(-1, ...rows.map(({ id }) => id)) + 1,
  state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
  group: null,
  warn: '8',
  over: '10',
});

export interface GroupOption extends Option<string> {
  readonly group: StateLimit['group'];
}

/** Groups that can have a limit. One that was removed keeps its limits, in case that it comes back. */
export function groupOptions(
  { groups }: Pick<Board, 'groups'>,
  rows: readonly LimitRow[],
): readonly GroupOption[] {
  const option = (group: StateLimit['group'], label: string): GroupOption => ({
    id: groupId(group),
    label,
    group,
  });
  const there = [
    option(null, t('All groups')),
    ...groups.map(({ source: { kind, id }, name }) => option({ kind, id }, visibleText(name))),
  ];
  const removed = rows
    .map(({ group }) => option(group, t('Removed group')))
    .filter(({ id }) => there.every((other) => other.id !== id));
  return [...there, ...new Map(removed.map((each) => [each.id, each])).values()];
}

const PRESENCES = ['AWAY', 'BREAK', 'MEAL', 'BUSY', 'MEETING', 'TRAINING', 'AVAILABLE', 'IDLE'] as const;
const STATUSES = ['NOT_RESPONDING', 'IDLE', 'INTERACTING', 'COMMUNICATING'] as const;

export interface StateOption extends Option<string> {
  readonly state: LimitedState;
}

/**
 * States that can have a limit. Which system presence one of the organisation's own belongs to is told by those that
 * have it, so that it is offered once somebody does.
 */
export function stateOptions(
  rows: readonly LimitRow[],
  agents: Iterable<AgentState>,
  directory: Directory,
): readonly StateOption[] {
  const seen = [...agents].flatMap(({ presence }): readonly LimitedState[] =>
    presence?.value.definitionId == null ? [] : [{ kind: 'presence', ...presence.value }],
  );
  const states: readonly LimitedState[] = [
    ...STATUSES.map((status) => ({ kind: 'routing' as const, status })),
    ...PRESENCES.map((systemPresence) => ({ kind: 'presence' as const, systemPresence, definitionId: null })),
    ...seen,
    ...rows.map(({ state }) => state),
  ];
  const byId = new Map(states.map((state) => [stateId(state), state]));
  return [...byId].flatMap(([id, state]): readonly StateOption[] => {
    const label = stateText(state, directory);
    const isNamed = state.kind === 'routing' || state.definitionId === null || label.includes(' · ');
    return isNamed || rows.some((row) => stateId(row.state) === id) ? [{ id, label, state }] : [];
  });
}

function stateText(state: LimitedState, directory: Directory): string {
  if (state.kind === 'routing') return routingText(state.status);
  const { system, own } = presenceWords(state, directory);
  return own === null ? system : `${system} · ${own}`;
}
