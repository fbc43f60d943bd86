import { expect, it } from 'vitest';
import type { Candidate } from '../../../shared/filter/candidate.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import { createFloor, second } from '../testing/alert-floor.ts';
import { RulesOverTime, type RuleRun } from './rule-run.ts';

/** What a rule about ten seconds of something would have done over some entries, up to a second. */
function runOver(
  entries: readonly Candidate[],
  until: number,
  filter = 'presence:Away',
): RuleRun | undefined {
  const rule = { id: 'r', filter, scope: { kind: 'everyone' }, forMs: 10_000, coolDownMs: 0 } as const;
  const query = { rules: [rule], since: second(0), cutOffAt: null, members: [], offsetMs: null };
  const gaps = entries.flatMap(({ entry }) => (entry.type === 'gap' ? [entry.gap] : []));
  const rules = new RulesOverTime(query, { names: EMPTY_DIRECTORY, gaps });
  for (const entry of entries) rules.take(entry);
  return rules.end(second(until))[0];
}

it('in the past, a refresh ends nothing that it does not confirm: what it fetched is not kept', () => {
  const floor = createFloor();
  const run = runOver(
    [
      floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'),
      floor.gap(15, 45, null, 'app/not-running'),
      floor.refresh(46),
    ],
    60,
  );
  expect(run).toMatchObject({ fired: 0, going: [{ position: 1, standing: 'cut-off', since: second(10) }] });
});

it('nor does it count as so what only such a refresh and what came after it may know of', () => {
  const floor = createFloor();
  const run = runOver(
    [
      floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'),
      floor.gap(15, 45),
      floor.refresh(46, 2, ['ana']),
      floor.presence(50, 'ana', 'AWAY', 'AWAY'),
    ],
    90,
  );
  expect(run).toMatchObject({ fired: 0, going: [{ position: 1, standing: 'cut-off' }] });
});

it('what such a refresh has left open is over when something else is heard, and begins anew with it', () => {
  const floor = createFloor();
  const before = [
    floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'),
    floor.gap(15, 45, null, 'app/not-running'),
    floor.refresh(46),
    floor.presence(50, 'ana', 'AWAY', 'AVAILABLE'),
  ];
  expect(runOver(before, 55)).toMatchObject({ fired: 0, going: [] });
  const run = runOver([...before, floor.presence(60, 'ana', 'AVAILABLE', 'AWAY')], 80);
  expect(run).toMatchObject({ fired: 1, going: [{ position: 5, standing: 'sure' }] });
});

it('in the past, too, a refresh ends what nobody can fetch', () => {
  const floor = createFloor();
  const began = floor.other(10, {
    type: 'event',
    event: {
      ...{ seq: 1, topic: 'v2.users.ana.conversations', version: '2', correlationId: null, preview: '' },
      ...{ subject: { kind: 'user', id: 'ana' }, happenedAt: null },
      changes: [{ field: 'state', from: null, to: { kind: 'text', text: 'held' }, heldMs: null }],
    },
  });
  const run = runOver([began, floor.gap(15, 45), floor.refresh(46)], 60, 'agent:ana');
  expect(run).toMatchObject({ fired: 0, going: [] });
});
