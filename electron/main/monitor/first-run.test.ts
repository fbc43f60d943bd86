import { describe, expect, it } from 'vitest';
import { eventually, practiceRun, type PracticeRun } from '../testing/practice-run.ts';

const topicsIn = ({ settings }: PracticeRun): number => settings.current().profiles[0]?.topics.length ?? 0;
const groupsIn = ({ settings }: PracticeRun): number => settings.current().profiles[0]?.groups?.length ?? 0;
const errorsIn = ({ logLines }: PracticeRun): readonly string[] =>
  logLines.filter((line) => line.includes('unexpected'));

describe('a first run', () => {
  it('listens to everybody and every queue of the practice org, and has its teams on the board at once', async () => {
    const run = await practiceRun();
    await run.monitor.start();
    await eventually('topics', () => topicsIn(run) > 0);
    await run.monitor.stop();
    expect(topicsIn(run)).toBeGreaterThan(10);
    expect(groupsIn(run)).toBeGreaterThan(0);
    expect(errorsIn(run)).toEqual([]);
  });

  it('that is quit before it knows the teams leaves all to the next one', async () => {
    const run = await practiceRun();
    // Within the turn in which people and queues are known: the teams are asked for, and no answer can be there.
    const stopped = new Promise<void>((resolve) => {
      run.monitor.on('directory', ({ users, queues }) => {
        if (Object.keys(users).length === 0 || Object.keys(queues).length === 0) return;
        setImmediate(() => {
          resolve(run.monitor.stop());
        });
      });
    });
    run.simulator.levers.pull({ lever: 'slow', delayMs: 200, durationMs: 60_000 });
    await run.monitor.start();
    await stopped;
    expect([topicsIn(run), groupsIn(run)]).toEqual([0, 0]);
    expect(errorsIn(run)).toEqual([]);
  });
});
