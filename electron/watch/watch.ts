import { refreshText } from '../../shared/model/refresh.ts';
import type { StartPracticeOrg } from '../../shared/practice/levers.ts';
import { NO_COVERAGE, type Coverage } from '../../shared/model/coverage.ts';
import type { TimelineEntry } from '../../shared/model/timeline.ts';
import { judgeTrust } from '../../shared/model/trust.ts';
import { systemClock } from '../main/base/clock.ts';
import type { Stored } from '../main/history/timeline-store.ts';
import type { Monitor } from '../main/monitor/monitor.ts';
import { coverageRecord, recordOf, type WatchRecord } from './records.ts';

/** How the command ended: well, or because only the user can help. */
export type WatchEnd =
  { readonly reason: 'told-to-stop' } | { readonly reason: 'failed'; readonly message: string };

export interface WatchOutput {
  readonly record: (record: WatchRecord) => void;
  /** A line for people. */
  readonly say: (text: string) => void;
}

/** Starts the practice org when it is wanted; a run against a real one never loads it. */
export const startPracticeOrg: StartPracticeOrg = async () => {
  const practice = await import('../../simulator/practice-org.ts');
  return practice.startPracticeOrg();
};

/**
 * Runs a monitor until it is told to stop or cannot go on without the user, and puts out what its timeline gets.
 * Everything that was stored is put out before it resolves, and last how much of the shift was heard.
 */
export async function watch(monitor: Monitor, output: WatchOutput, stop: AbortSignal): Promise<WatchEnd> {
  let coverage: Coverage = NO_COVERAGE;
  const end = await new Promise<WatchEnd>((resolve) => {
    const toldToStop = (): void => {
      resolve({ reason: 'told-to-stop' });
    };
    stop.addEventListener('abort', toldToStop);
    if (stop.aborted) toldToStop();
    monitor.onStored((stored) => {
      for (const one of stored) put(one, output);
    });
    monitor.on('coverage', (known) => {
      coverage = known;
    });
    sayNewNotices(monitor, output);
    monitor.on('connection', ({ state }) => {
      if (state.status === 'failed') resolve({ reason: 'failed', message: state.cause.message });
    });
    void monitor.start();
  });
  // Before it stops: what is lost from then on is lost to the next run.
  const trust = judgeTrust(coverage, systemClock.now());
  await monitor.stop();
  output.record(coverageRecord(trust));
  return end;
}

/** Each once: what the entry point cannot know, such as a record of gaps that was damaged. */
function sayNewNotices(monitor: Monitor, output: WatchOutput): void {
  const said = new Set<string>();
  monitor.on('notices', (notices) => {
    for (const { id, message } of notices) {
      if (!said.has(id)) output.say(message);
      said.add(id);
    }
  });
}

function put(stored: Stored, output: WatchOutput): void {
  const record = recordOf(stored);
  if (record !== null) output.record(record);
  const words = inWords(stored.entry);
  if (words !== null) output.say(words);
}

/** What people want to follow on stderr; events and confirmations speak for themselves on stdout. */
function inWords(entry: TimelineEntry): string | null {
  if (entry.type === 'diagnostic') return entry.error.message;
  if (entry.type === 'gap') return `Gap: nothing was received for ${seconds(entry.gap.to - entry.gap.from)}.`;
  if (entry.type === 'refresh') return refreshText(entry.refresh);
  if (entry.type === 'subscription' && entry.subscription.status === 'refused') {
    return `Refused: ${entry.subscription.topic}. ${entry.subscription.reason ?? ''}`.trimEnd();
  }
  if (entry.type !== 'connection') return null;
  const { state } = entry;
  if (state.status === 'waiting') {
    return `${state.cause.message} Next try in ${seconds(state.retryAt - entry.at)}.`;
  }
  if (state.status === 'failed') return state.cause.message;
  return `${state.status.charAt(0).toUpperCase()}${state.status.slice(1).replaceAll('-', ' ')}.`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
