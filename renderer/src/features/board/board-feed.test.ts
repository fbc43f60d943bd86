import { describe, expect, it } from 'vitest';
import { boardsOf, withAgents } from '../../stores/board.ts';
import { createStores } from '../../stores/stores.ts';
import { agentOf, boardOf, directoryOf, groupOf } from '../../testing/agents.ts';
import { createBoardFeed } from './board-feed.ts';

const BILLING = 'practice/team/billing';

/** A feed on a board of two people, with a clock that is moved by hand. */
function setUp() {
  const stores = createStores();
  const directory = directoryOf({ ana: 'Ana', ben: 'Ben' });
  const groups = [groupOf('billing', ['ana', 'ben'])];
  const limits = [
    {
      state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
      group: null,
      warnAfterMs: 1000,
      overAfterMs: 2000,
    } as const,
  ];
  const agents = [agentOf('ana'), agentOf('ben')];
  stores.board.setState(
    boardsOf([boardOf({ groups, limits, directory })], [{ profileId: 'practice', agents }]),
  );
  let now = 0;
  let tick = (): void => undefined;
  const feed = createBoardFeed(stores, {
    now: () => now,
    every: (_, callback) => {
      tick = callback;
      return () => {
        tick = () => undefined;
      };
    },
  });
  const pass = (seconds: number): void => {
    for (let second = 0; second < seconds; second += 1) {
      now += 1000;
      tick();
    }
  };
  const shown = () => feed.store.getState().groups[0]?.shown;
  const goAway = (userId: string): void => {
    const changed = { profileId: 'practice', agents: [agentOf(userId, { presence: 'AWAY', since: now })] };
    stores.board.setState((slice) => withAgents(slice, changed));
  };
  return { stores, feed, pass, shown, goAway };
}

describe('the order of the board', () => {
  it('settles every five seconds', () => {
    const { feed, pass, shown, goAway } = setUp();
    const stop = feed.start();
    goAway('ben');
    pass(4);
    expect(shown()).toEqual(['ana', 'ben']);
    pass(1);
    expect(shown()).toEqual(['ben', 'ana']);
    stop();
  });

  it('stays under the pointer and the focus, and settles once both have left', () => {
    const { feed, pass, shown, goAway } = setUp();
    const stop = feed.start();
    feed.hold(BILLING, 'pointer', true);
    feed.hold(BILLING, 'focus', true);
    goAway('ben');
    pass(10);
    feed.hold(BILLING, 'pointer', false);
    pass(5);
    expect(shown()).toEqual(['ana', 'ben']);
    feed.hold(BILLING, 'focus', false);
    pass(5);
    expect(shown()).toEqual(['ben', 'ana']);
    stop();
  });

  it('is another one at once when it is asked for', () => {
    const { stores, feed, shown } = setUp();
    const stop = feed.start();
    feed.hold(BILLING, 'focus', true);
    stores.boardChoice.setState({ query: 'ben' });
    expect(shown()).toEqual(['ben']);
    stop();
  });
});

describe('the counts of the board', () => {
  it('follow once a second, and not with each event', () => {
    const { feed, pass, goAway } = setUp();
    const stop = feed.start();
    goAway('ben');
    expect(feed.store.getState().counts.states.away).toBe(0);
    pass(1);
    expect(feed.store.getState().counts.states.away).toBe(1);
    pass(1);
    expect(feed.store.getState().counts.over).toBe(1);
    stop();
  });

  it('take in at once who joins a group', () => {
    const { stores, feed } = setUp();
    const stop = feed.start();
    stores.board.setState(boardsOf([boardOf({ groups: [groupOf('billing', ['ana', 'ben', 'chi'])] })], []));
    expect(feed.store.getState().counts.agents).toBe(3);
    stop();
  });

  it('stand still once it is stopped', () => {
    const { stores, feed, pass, goAway } = setUp();
    feed.start()();
    goAway('ben');
    stores.boardChoice.setState({ query: 'x' });
    pass(5);
    expect(feed.store.getState().groups[0]?.shown).toEqual(['ana', 'ben']);
  });
});
