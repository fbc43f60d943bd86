import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import * as v from 'valibot';

/** What is needed of Chromium's trace format: times in microseconds, `tdur` by the clock of the thread. */
const traceSchema = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      pid: v.number(),
      tid: v.number(),
      tdur: v.optional(v.number()),
      args: v.optional(v.looseObject({ name: v.optional(v.unknown()) })),
    }),
  ),
});
type TraceEvent = v.InferOutput<typeof traceSchema>['traceEvents'][number];

/**
 * The longest task of the window's thread while something goes on, in milliseconds that the thread itself was at work. A
 * computer with other work to do makes tasks take longer without there being more in them; this does not count that.
 */
export async function longestTaskMs(
  app: ElectronApplication,
  folder: string,
  during: () => Promise<void>,
): Promise<number> {
  const file = join(folder, 'trace.json');
  await app.evaluate(async ({ contentTracing }) => {
    await contentTracing.startRecording({ included_categories: ['toplevel'], excluded_categories: ['*'] });
  });
  await during();
  await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
  const { traceEvents } = v.parse(traceSchema, JSON.parse(await readFile(file, 'utf8')));
  await rm(file);
  return longestOf(traceEvents) / 1000;
}

function longestOf(events: readonly TraceEvent[]): number {
  const thread = events.find(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  if (thread === undefined) throw new Error('the trace tells of no window');
  const tasks = events.filter(
    ({ name, pid, tid }) =>
      name === 'ThreadControllerImpl::RunTask' && pid === thread.pid && tid === thread.tid,
  );
  if (tasks.length === 0) throw new Error('the trace tells of no task of the window');
  return Math.max(...tasks.map(({ tdur }) => tdur ?? 0));
}
