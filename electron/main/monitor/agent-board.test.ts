import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../../shared/model/agent.ts';
import type { Board } from '../../../shared/model/board.ts';
import { bareReport } from '../../../shared/model/connection-state.ts';
import { EMPTY_DIRECTORY } from '../../../shared/model/directory.ts';
import { ManualClock, settle } from '../base/manual-clock.ts';
import { BATCH_MS } from '../events/batcher.ts';
import { recordedApi } from '../genesys/recorded-api.ts';
import { AgentBoard } from './agent-board.ts';

const PRESENCE = 'v2.users.ana.presence';
const away = (since: number) => ({
  presenceDefinition: { id: 'd1', systemPresence: 'AWAY' },
  modifiedDate: new Date(since).toISOString(),
});
const MINE = { kind: 'list', id: 'mine', name: 'Mine', userIds: ['ana', 'ben'] } as const;
const BILLING = { kind: 'queue', id: 'billing' } as const;

/** A board, and everything that it told. Storing takes until a test says that it is done. */
function telling() {
  const clock = new ManualClock();
  const members = { ids: ['ana'] };
  const { context } = recordedApi(() => ({
    json: { entities: members.ids.map((id) => ({ id })), pageCount: 1 },
  }));
  const boards: Board[] = [];
  const agents: AgentState[][] = [];
  const wanted: (readonly string[])[] = [];
  let isStored: () => void = () => undefined;
  const board = new AgentBoard({
    profileId: 'acme',
    clock,
    call: (work) => work(context, { token: 't' }),
    directory: () => EMPTY_DIRECTORY,
    drained: () =>
      new Promise((resolve) => {
        isStored = resolve;
      }),
    want: (topics) => wanted.push(topics),
    tellBoard: (now) => boards.push(now),
    tellAgents: (changed) => agents.push([...changed]),
    onUnexpected: (thrown) => {
      throw thrown;
    },
  });
  const live = bareReport({ status: 'live', since: 0, renewal: null, concern: null });
  return {
    clock,
    board,
    boards,
    agents,
    wanted,
    members,
    live,
    store: () => {
      isStored();
    },
  };
}

describe('the board of one organisation', () => {
  it('tells of agents once what changed them is stored, and of each once a frame', async () => {
    const { clock, board, agents, store } = telling();
    board.feed.hears([PRESENCE], 0);
    for (const since of [1_000, 2_000, 3_000]) board.feed.heard(PRESENCE, away(since), clock.now());
    await clock.advance(BATCH_MS);
    expect(agents).toEqual([]);
    store();
    await settle();
    expect(agents).toHaveLength(1);
    expect(agents[0]).toMatchObject([{ userId: 'ana', presence: { since: 3_000, standing: 'live' } }]);
    board.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('wants the topics of its groups beside those of the user, and says which those are', async () => {
    const { board, wanted, members, live, clock } = telling();
    board.follow({ topics: [PRESENCE], groups: [BILLING] });
    expect(board.wanted()).toEqual([PRESENCE, 'v2.routing.queues.billing.users']);
    board.connection(live);
    await settle();
    const ana = 'v2.users.ana?routingStatus&outofoffice&conversations';
    expect(wanted.at(-1)).toEqual([PRESENCE, ana, 'v2.routing.queues.billing.users']);
    members.ids = ['ben'];
    board.feed.heard('v2.routing.queues.billing.users', { id: 'ana', joined: false }, 0);
    await clock.advance(5_000);
    expect(wanted.at(-1)?.join()).toContain('v2.users.ben?');
    expect(wanted.at(-1)?.join()).not.toContain(ana);
    const marked = board.marked((wanted.at(-1) ?? []).map((topic) => ({ topic, status: 'confirmed' })));
    expect(marked.filter(({ isOfBoard }) => isOfBoard !== true).map(({ topic }) => topic)).toEqual([
      PRESENCE,
    ]);
    board.stop();
  });

  it('says what a group takes beside those that are watched already', async () => {
    const { board } = telling();
    board.follow({ topics: [], groups: [MINE] });
    await expect(board.preview(BILLING)).resolves.toMatchObject({
      members: 1,
      added: 1,
      cost: { subscriptions: 3, channels: 1 },
      excess: null,
    });
    board.stop();
  });

  it('tells of the clock of the server when it is another, and not for a little more of precision', () => {
    const { board, boards } = telling();
    board.clockMeasured({ offsetMs: 300, withinMs: 400 });
    board.clockMeasured({ offsetMs: 310, withinMs: 390 });
    board.clockMeasured({ offsetMs: 320, withinMs: 150 });
    board.clockMeasured(null);
    expect(boards.map(({ clock }) => clock?.withinMs ?? null)).toEqual([400, 150, null]);
  });
});
