import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualSession } from './virtual-session.ts';

type Act = (made: VirtualSession) => void;

const PUSHES: readonly Act[] = [
  (made) => {
    made.supervisor.nudge();
  },
  (made) => {
    made.supervisor.start();
  },
  (made) => {
    made.supervisor.wantTopics(['v2.a', 'v2.b']);
  },
  (made) => {
    made.supervisor.wantTopics(['v2.a']);
  },
];

/** A session whose answers are given in an order that the scheduler chooses, among what the user does meanwhile. */
async function interleave(scheduler: fc.Scheduler, acts: readonly Act[]): Promise<VirtualSession> {
  const made = new VirtualSession({ fetch: (fetch) => scheduler.scheduleFunction(fetch) });
  made.start();
  void scheduler.scheduleSequence(
    acts.map((act, place) => ({
      label: `act ${String(place)}`,
      builder: () => {
        act(made);
        return Promise.resolve();
      },
    })),
  );
  for (let turn = 0; turn < 60; turn += 1) await answerOne(made, scheduler);
  return made;
}

/** The network answers within 20 ms; one of its answers is passed on. */
async function answerOne(made: VirtualSession, scheduler: fc.Scheduler): Promise<void> {
  await made.clock.advance(25);
  if (scheduler.count() > 0) await scheduler.waitNext(1);
}

async function end(made: VirtualSession, scheduler: fc.Scheduler): Promise<readonly string[]> {
  made.stop();
  while (scheduler.count() > 0) await answerOne(made, scheduler);
  return made.end();
}

const actsFrom = (acts: readonly Act[]): fc.Arbitrary<readonly Act[]> =>
  fc.array(fc.constantFrom(...acts), { minLength: 1, maxLength: 8 });

describe('answers in whatever order, among what the user does', () => {
  it('T11, T12: one channel is made, however the session is pushed meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actsFrom(PUSHES), async (scheduler, acts) => {
        const made = await interleave(scheduler, acts);
        expect(made.network.count('create')).toBe(1);
        expect(made.network.count('token')).toBe(1);
        expect(made.status).toBe('live');
        expect(await end(made, scheduler)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
