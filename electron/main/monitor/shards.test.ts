import { describe, expect, it } from 'vitest';
import type { Session } from './session.ts';
import { practiceRun, stream, type PracticeRun } from '../testing/practice-run.ts';

/** Topics of as many conversations, so that none can be combined with another. */
const conversations = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, number) =>
      `v2.detail.events.conversation.00000000-0000-4000-8000-${String(number).padStart(12, '0')}.acw`,
  );

async function liveOverTwoChannels(): Promise<PracticeRun> {
  const run = await practiceRun({ topics: [] });
  const topics = [...conversations(1_000), ...run.topicsOf('presence', 50), ...run.topicsOf('station', 50)];
  await run.settings.update((settings) => ({
    ...settings,
    profiles: settings.profiles.map((profile) =>
      profile.id === settings.activeProfileId ? { ...profile, topics } : profile,
    ),
  }));
  await run.monitor.start();
  await run.seen.untilStatus('live');
  return run;
}

const shardsOf = ({ seen }: PracticeRun): ReturnType<Session['report']>['shards'] =>
  seen.reports.at(-1)?.shards ?? [];

describe('more topics than one channel carries, over real sockets', () => {
  it('are heard over two channels, and each event comes once', async () => {
    const run = await liveOverTwoChannels();
    expect(shardsOf(run).map(({ state }) => state.status)).toEqual(['live', 'live']);
    expect(run.simulator.received.channels).toHaveLength(2);
    await stream(run.simulator, { count: 200, perSecond: 2_000 });
    const sent = run.simulator.received.events.map(({ correlationId }) => correlationId);
    await run.seen.until('all events', () => run.seen.events.length >= sent.length);
    expect(run.seen.events.map(({ correlationId }) => correlationId)).toEqual(sent);
    expect(run.seen.ofType('gap')).toEqual([]);
  });

  it('lose those of a channel with it, and each gap says which, once', async () => {
    const run = await liveOverTwoChannels();
    run.simulator.levers.pull({ lever: 'evict-channel' });
    await run.seen.until('both gaps', () => run.seen.ofType('gap').length === 2);
    await run.seen.untilStatus('live');
    const gaps = run.seen.ofType('gap').map(({ gap }) => gap);
    expect(gaps.map(({ topics }) => topics?.length).sort()).toEqual([100, 1_000]);
    expect(gaps.every(({ cause }) => cause.code === 'channel/evicted')).toBe(true);
    expect(run.simulator.received.channels).toHaveLength(4);
  });
});
