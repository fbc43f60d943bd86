import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createFloor,
  fetchedPresence,
  presenceTopic,
  ruleOf,
  second,
  watching,
} from '../testing/alert-floor.ts';

describe('a rule with a duration', () => {
  it('fires when it has lasted, counted from the moment of the server', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(12, 'ana', 'AVAILABLE', 'AWAY', 10));
    watched.heard(19);
    expect(watched.said()).toEqual([]);
    watched.heard(20);
    expect(watched.said()).toEqual(['fired 1 due 20']);
  });

  it('does not fire when it ended before', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.presence(15, 'ana', 'AWAY', 'AVAILABLE'));
    watched.heard(60);
    expect(watched.said()).toEqual([]);
  });

  it('fires once, however often the same is said again', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.presence(15, 'ana', 'AWAY', 'AWAY'));
    watched.heard(30);
    watched.book.take(floor.presence(40, 'ana', 'AWAY', 'AWAY'));
    watched.heard(90);
    expect(watched.said()).toEqual(['fired 1 due 20']);
  });

  it('fires again for what begins anew, and not within the cool-down', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf({ coolDownMs: 60_000 }))];
    for (const at of [10, 40, 100]) {
      watched.book.take(floor.presence(at, 'ana', 'AVAILABLE', 'AWAY'));
      watched.heard(at + 20);
      watched.book.take(floor.presence(at + 25, 'ana', 'AWAY', 'AVAILABLE'));
    }
    expect(watched.said()).toEqual(['fired 1 due 20', 'fired 5 due 110']);
  });

  it('waits for a proof of life after it became due', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.silent(19, 26);
    expect(watched.said()).toEqual([]);
    watched.lose(19);
    watched.silent(19, 27);
    expect(watched.said()).toEqual(['held 1 due 20']);
  });

  it('watches one person where it is about one', () => {
    const scope = { kind: 'agent', profileId: 'p', userId: 'ben' } as const;
    const [floor, watched] = [createFloor(), watching(ruleOf({ scope }))];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.presence(11, 'ben', 'AVAILABLE', 'AWAY'));
    watched.heard(30);
    expect(watched.said()).toEqual(['fired 2 due 21']);
  });
});

describe('a rule without a duration', () => {
  it('tells of each entry that matches', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf({ forMs: 0, filter: 'refused:yes' }))];
    watched.book.take(
      floor.other(5, { type: 'subscription', subscription: { topic: 'v2.a.b', status: 'refused' } }),
    );
    expect(watched.said()).toEqual(['fired 1 due 5']);
  });
});

describe('what is not live', () => {
  it('is held, and goes on when the same is fetched from the same moment', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.lose(15);
    watched.silent(15, 40);
    watched.book.take(floor.gap(15, 45));
    watched.heard(46);
    expect(watched.said()).toEqual(['held 1 due 20']);
    watched.book.fetched(fetchedPresence(47, 'ana', 'AWAY', 10));
    watched.heard(47);
    expect(watched.said()).toEqual(['held 1 due 20', 'fired 1 due 20']);
  });

  it('is over when something else is fetched', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.lose(15);
    watched.silent(15, 40);
    watched.book.take(floor.gap(15, 45));
    watched.book.fetched(fetchedPresence(47, 'ana', 'AVAILABLE', 30));
    watched.heard(90);
    expect(watched.said()).toEqual(['held 1 due 20', 'settled 1 ended']);
  });

  it('counts anew when it came to an end and began again unseen', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.gap(15, 45));
    watched.book.fetched(fetchedPresence(46, 'ana', 'AWAY', 44));
    watched.heard(53);
    expect(watched.said()).toEqual(['held 1 due 20', 'settled 1 unknown']);
    watched.heard(54);
    expect(watched.said().at(-1)).toBe('fired 1 due 54');
  });

  it('counts from the refresh where only that tells that nothing changed', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.gap(15, 18));
    watched.book.take(floor.refresh(19));
    watched.heard(28);
    expect(watched.said()).toEqual([]);
    watched.heard(29);
    expect(watched.said()).toEqual(['fired 1 due 29']);
  });

  it('never fires where the refresh failed, and says that nobody knows', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.gap(15, 45));
    watched.book.take(floor.refresh(46, 2, ['ana']));
    watched.heard(200);
    expect(watched.said()).toEqual(['held 1 due 20', 'settled 1 unknown']);
  });

  it('never fires after a restart by a comparison that no session can make', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.gap(15, 45, null, 'app/not-running'));
    watched.heard(46);
    watched.book.take(floor.refresh(46));
    watched.heard(200);
    expect(watched.said()).toEqual([]);
  });

  it('is one topic alone where only that was lost', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.presence(10, 'ana', 'AVAILABLE', 'AWAY'));
    watched.book.take(floor.presence(10, 'ben', 'AVAILABLE', 'AWAY'));
    watched.lose(15, [presenceTopic('ana')]);
    watched.heard(30);
    expect(watched.said()).toEqual(['held 1 due 20', 'fired 2 due 20']);
  });

  it('is told of what a refresh found to have begun', () => {
    const [floor, watched] = [createFloor(), watching(ruleOf())];
    watched.book.take(floor.gap(15, 45));
    watched.book.take(floor.refreshed(46, 'ana', 'AVAILABLE', 'AWAY', 20));
    watched.heard(46);
    expect(watched.said()).toEqual(['fired 2 due 30']);
  });
});

/** Minutes in the life of a person: what they turn to, and how it is heard of. */
const step = fc.record({
  lastsFor: fc.integer({ min: 1, max: 15 }),
  does: fc.constantFrom('turns away', 'comes back', 'is lost', 'is found', 'is found by failure', 'restarts'),
});

/** Seconds between the end of a gap and the answer that tells what became of it. */
const REFRESH_TAKES = 4;

type Step = { readonly lastsFor: number; readonly does: string };

/** Plays a life second by second. `isEager`: whether time is looked at all along, or only when something comes. */
function play(
  steps: readonly Step[],
  { isEager, tellsEarly }: { readonly isEager: boolean; readonly tellsEarly: boolean },
) {
  const [floor, watched] = [createFloor(), watching(ruleOf())];
  const life = [{ at: 0, presence: 'AVAILABLE' }];
  const firedAt: number[] = [];
  let now = 1;
  let lostAt: number | null = null;
  let known: string | null = null;
  const presence = (): string => life.at(-1)?.presence ?? '';
  const since = (): number => life.at(-1)?.at ?? 0;
  const look = (): void => {
    watched.silent(lostAt ?? now, now);
    while (firedAt.length < watched.outcomes.filter(({ kind }) => kind === 'fired').length) firedAt.push(now);
  };
  const pass = (seconds: number): void => {
    for (let passed = 0; passed < seconds; passed += 1) {
      now += 1;
      if (isEager) look();
    }
  };
  const find = (way: string): void => {
    if (lostAt === null) return;
    const code = way === 'restarts' ? 'app/not-running' : 'socket/closed';
    watched.book.take(floor.gap(lostAt, now, null, code));
    lostAt = null;
    pass(REFRESH_TAKES);
    if (way !== 'is found by failure') watched.book.fetched(fetchedPresence(now, 'ana', presence(), since()));
    if (way === 'is found' && known !== null && known !== presence()) {
      watched.book.take(floor.refreshed(now, 'ana', known, presence(), since()));
    }
    known = way === 'is found' ? presence() : null;
    watched.book.take(floor.refresh(now, 1, way === 'is found by failure' ? ['ana'] : []));
  };
  const turn = (to: string): void => {
    if (presence() === to) return;
    life.push({ at: now, presence: to });
    if (lostAt !== null) return;
    watched.book.take(floor.presence(now, 'ana', known, to));
    known = to;
  };
  for (const { lastsFor, does } of steps) {
    if (does === 'turns away') turn('AWAY');
    else if (does === 'comes back') turn('AVAILABLE');
    else if (does === 'is lost') {
      if (lostAt === null && tellsEarly) watched.lose(now);
      lostAt ??= now;
    } else find(does);
    pass(lastsFor);
  }
  look();
  const stays = life.map(({ at, presence: name }, index) => ({
    isAway: name === 'AWAY',
    from: at,
    to: life[index + 1]?.at ?? Infinity,
  }));
  return { watched, firedAt, stays };
}

describe('whatever happens', () => {
  const lives = fc.array(step, { minLength: 1, maxLength: 30 });

  it('no alert fires that is not true in that moment', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const { firedAt, stays } = play(steps, { isEager: true, tellsEarly: true });
        for (const at of firedAt) {
          const stay = stays.find(({ from, to }) => from <= at && at <= to && at - from >= 10);
          expect(stay?.isAway).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an alert fires at most once for each time that it is so', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const { watched, stays } = play(steps, { isEager: true, tellsEarly: true });
        const fired = watched.outcomes.flatMap((outcome) =>
          outcome.kind === 'fired' ? [outcome.dueAt] : [],
        );
        for (const { isAway, from, to } of stays) {
          const within = fired.filter((dueAt) => dueAt >= second(from + 10) && dueAt < second(to + 10));
          expect(within.length).toBeLessThanOrEqual(isAway ? 1 : 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('it ends the same, however often time is looked at and however early a loss is told', () => {
    fc.assert(
      fc.property(lives, (steps) => {
        const said = [true, false].flatMap((isEager) =>
          [true, false].map((tellsEarly) => {
            const { watched } = play(steps, { isEager, tellsEarly: tellsEarly || isEager });
            return [...watched.said().filter((words) => words.startsWith('fired'))].sort();
          }),
        );
        for (const other of said) expect(other).toEqual(said[0]);
      }),
      { numRuns: 300 },
    );
  });
});
