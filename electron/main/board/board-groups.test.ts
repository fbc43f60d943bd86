import { describe, expect, it } from 'vitest';
import type { GroupSource } from '../../../shared/model/board.ts';
import { Failure } from '../base/failure.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { recordedApi, type Reply } from '../genesys/recorded-api.ts';
import { BoardGroups, GATHERED_MS, READ_AGAIN_AFTER_MS } from './board-groups.ts';
import { boardTopics } from './board-topics.ts';

const BILLING: GroupSource = { kind: 'queue', id: 'billing' };
const NORTH: GroupSource = { kind: 'team', id: 'north' };
const MINE: GroupSource = { kind: 'list', id: 'mine', name: 'Mine', userIds: ['ana', 'zoe'] };

/** A service with members that a test changes. */
function service() {
  const clock = new ManualClock();
  const members: Record<string, readonly string[]> = { billing: ['ana', 'ben'], north: ['chi'] };
  const world = { isForbidden: false, changes: 0 };
  const { context, asked } = recordedApi(({ path }): Reply => {
    if (world.isForbidden) return { status: 403, json: { message: 'no' } };
    const [, id] = /\/(?:queues|groups)\/([^/]+)\/members/.exec(path) ?? [];
    const ids = id === undefined ? ['north'] : (members[id] ?? []);
    return { json: { entities: ids.map((each) => ({ id: each, name: `Name of ${each}` })), pageCount: 1 } };
  });
  const groups = new BoardGroups({
    clock,
    call: (work) => work(context, { token: 't' }),
    queueNames: () => ({ billing: 'Billing' }),
    changed: () => {
      world.changes += 1;
    },
  });
  const shown = (): unknown => groups.current().map(({ name, members: ids }) => [name, ids]);
  return { clock, members, world, asked, groups, shown };
}

describe('the groups of a board', () => {
  it('are read once there is a connection, and named', async () => {
    const { groups, shown, asked } = service();
    groups.choose([BILLING, NORTH, MINE]);
    expect(asked).toEqual([]);
    expect(shown()).toEqual([
      ['Billing', null],
      ['north', null],
      ['Mine', ['ana', 'zoe']],
    ]);
    groups.covered();
    await settle();
    expect(shown()).toEqual([
      ['Billing', ['ana', 'ben']],
      ['Name of north', ['chi']],
      ['Mine', ['ana', 'zoe']],
    ]);
    groups.stop();
  });

  it('follow who joins and leaves a queue, with one look-up for many events', async () => {
    const { groups, shown, asked, members, clock } = service();
    groups.choose([BILLING]);
    groups.covered();
    await settle();
    members['billing'] = ['ben', 'dee'];
    for (const id of ['billing', 'billing', 'sales']) groups.membersChanged(id);
    await clock.advance(GATHERED_MS);
    expect(shown()).toEqual([['Billing', ['ben', 'dee']]]);
    expect(asked).toHaveLength(2);
    groups.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('are read again every few minutes, and after each loss of coverage', async () => {
    const { groups, asked, members, shown, clock } = service();
    groups.choose([NORTH]);
    groups.covered();
    await settle();
    const before = asked.length;
    members['north'] = ['chi', 'dee'];
    await clock.advance(READ_AGAIN_AFTER_MS);
    expect(shown()).toEqual([['Name of north', ['chi', 'dee']]]);
    expect(asked).toHaveLength(before + 1);
    groups.coverageLost();
    await clock.advance(2 * READ_AGAIN_AFTER_MS);
    expect(asked).toHaveLength(before + 1);
    groups.covered();
    await settle();
    expect(asked).toHaveLength(before + 2);
    groups.stop();
  });

  it('keep the members that were known when they can no longer be read, and say why', async () => {
    const { groups, shown, world, clock } = service();
    groups.choose([BILLING]);
    groups.covered();
    await settle();
    world.isForbidden = true;
    await clock.advance(READ_AGAIN_AFTER_MS);
    expect(shown()).toEqual([['Billing', ['ana', 'ben']]]);
    expect(groups.current()[0]?.problem?.code).toBe('auth/forbidden');
    await expect(groups.membersOf(NORTH)).rejects.toBeInstanceOf(Failure);
    groups.stop();
  });
});

describe('the topics of a board', () => {
  const groups = [
    { source: BILLING, members: ['ana', 'ben'] },
    { source: MINE, members: ['ana', 'zoe'] },
    { source: NORTH, members: null },
  ];

  it('are one for each person, however many groups they are in, and one for each queue', () => {
    const all = '?presence&routingStatus&outofoffice&conversations';
    expect(boardTopics(groups, [])).toEqual([
      `v2.users.ana${all}`,
      `v2.users.ben${all}`,
      `v2.users.zoe${all}`,
      'v2.routing.queues.billing.users',
    ]);
  });

  it('leave out what the user chose', () => {
    const own = [
      'v2.users.ana?Presence&routingStatus',
      'v2.users.ben?presence&routingstatus&outofoffice',
      'v2.users.zoe?presence&routingStatus&outofoffice&conversations',
      'v2.routing.queues.billing.users',
    ];
    expect(boardTopics(groups, own)).toEqual([
      'v2.users.ana?outofoffice&conversations',
      'v2.users.ben.conversations',
    ]);
  });
});
