import { parseFilter } from '../../../shared/filter/parse.ts';
import type { Candidate } from '../../../shared/filter/candidate.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { RefreshSummary } from '../../../shared/model/refresh.ts';
import type { Change, TimelineEntry, TimelineRecord } from '../../../shared/model/timeline.ts';
import { AlertBook, type WatchedRule } from '../alerts/alert-book.ts';
import type { Fetched } from '../alerts/fetched-verdict.ts';
import { Memberships } from '../alerts/memberships.ts';
import type { RuleOutcome } from '../alerts/rule-watch.ts';

export const NINE = Date.UTC(2026, 0, 5, 9, 0, 0);
/** Seconds after nine. */
export const second = (count: number): EpochMs => NINE + count * 1000;

export const presenceTopic = (user: string): string => `v2.users.${user}.presence`;

/** A rule of the tests: Away for ten seconds. */
export function ruleOf(
  part: Partial<Omit<WatchedRule, 'filter'>> & { readonly filter?: string } = {},
): WatchedRule {
  const { filter = 'presence:Away', ...rest } = part;
  const parsed = parseFilter(filter);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return {
    id: 'r',
    scope: { kind: 'everyone' },
    forMs: 10_000,
    coolDownMs: 0,
    ...rest,
    filter: parsed.filter,
  };
}

const presenceChange = (from: string | null, to: string): Change => ({
  field: 'presence',
  from: from === null ? null : { kind: 'presence', systemPresence: from, definitionId: null },
  to: { kind: 'presence', systemPresence: to, definitionId: null },
  heldMs: null,
});

/** Entries of a timeline, in order, at seconds after nine. */
export function createFloor() {
  let position = 0;
  const put = (at: number, record: TimelineRecord): TimelineEntry => {
    position += 1;
    return { position, at: second(at), ...record };
  };
  const candidate = (entry: TimelineEntry): Candidate => ({ entry, body: undefined });
  return {
    /** A presence that is heard. `happened` is when it began by the server's clock, as with `at` in seconds. */
    presence: (at: number, user: string, from: string | null, to: string, happened = at): Candidate =>
      candidate(
        put(at, {
          type: 'event',
          event: {
            ...{
              seq: position + 1,
              topic: presenceTopic(user),
              version: '2',
              correlationId: null,
              preview: '',
            },
            subject: { kind: 'user', id: user },
            changes: from === to ? [] : [presenceChange(from, to)],
            happenedAt: from === null || from === to ? null : second(happened),
          },
        }),
      ),
    refreshed: (at: number, user: string, from: string, to: string, since: number): Candidate =>
      candidate(
        put(at, {
          type: 'refreshed',
          refreshed: {
            topic: presenceTopic(user),
            subject: { kind: 'user', id: user },
            changes: [presenceChange(from, to)],
            since: second(since),
          },
        }),
      ),
    gap: (
      from: number,
      to: number,
      topics: readonly string[] | null = null,
      code = 'socket/closed',
    ): Candidate =>
      candidate(
        put(to, {
          type: 'gap',
          gap: {
            ...{ id: `gap-${String(to)}`, from: second(from), to: second(to), attempts: 1, topics },
            cause: { code: code as 'socket/closed', message: 'Under test.' },
          },
        }),
      ),
    refresh: (at: number, people = 2, failed: readonly string[] = []): Candidate =>
      candidate(put(at, { type: 'refresh', refresh: refreshOf(people, failed) })),
    other: (at: number, record: TimelineRecord): Candidate => candidate(put(at, record)),
  };
}

function refreshOf(people: number, failed: readonly string[]): RefreshSummary {
  return {
    gapIds: [],
    tookMs: 0,
    people: { total: people, refreshed: people - failed.length, changed: 0, firstSeen: 0 },
    queues: { total: 0, refreshed: 0, changed: 0, firstSeen: 0 },
    failures: failed.map((id) => ({ kind: 'user', id, message: 'Under test.' })),
    notRecovered: [],
  };
}

/** How a presence stands when it is fetched, at seconds after nine. */
export const fetchedPresence = (at: number, user: string, to: string, since: number): Fetched => ({
  topic: presenceTopic(user),
  body: {
    presenceDefinition: { systemPresence: to },
    modifiedDate: new Date(second(since)).toISOString(),
  },
  at: second(at),
});

/** A book with a rule, and what came of it in words: `fired 1 due 20` for the entry at position 1. */
export function watching(rule: WatchedRule) {
  const outcomes: RuleOutcome[] = [];
  const book = new AlertBook({
    names: () => EMPTY_DIRECTORY,
    now: () => NINE,
    memberships: () => new Memberships([]),
    toLocal: (at) => at,
    isToldOfFetched: true,
    tell: (_, outcome) => outcomes.push(outcome),
  });
  book.watch(rule);
  return {
    book,
    outcomes,
    /** Everything was heard up to a moment. */
    heard: (at: number): void => {
      book.advance({ heardUntil: second(at), now: second(at) });
    },
    /** Time goes on, and nothing is heard. */
    silent: (heardUntil: number, now: number): void => {
      book.advance({ heardUntil: second(heardUntil), now: second(now) });
    },
    lose: (from: number, topics: readonly string[] | null = null): void => {
      book.coverageLost(second(from), topics);
    },
    said: (): readonly string[] => outcomes.map(wordsOf),
  };
}

export function wordsOf(outcome: RuleOutcome): string {
  const { position } = outcome.occurrence;
  if (outcome.kind === 'settled') return `settled ${String(position)} ${outcome.became}`;
  return `${outcome.kind} ${String(position)} due ${String((outcome.dueAt - NINE) / 1000)}`;
}
