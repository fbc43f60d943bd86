import { MAX_PAGE_SIZE } from '../../../shared/ipc/contract.ts';
import type { AgentDay } from '../../../shared/model/agent.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { agentDay, type DayEntries } from '../board/agent-day.ts';
import type { TimelineStore } from '../history/timeline-store.ts';

/** So often a search goes on where it had taken long enough; what a day has beyond that is left out. */
const MOST_PAGES = 30;
/** Among so many that were told last, each of a person's states is found. */
const LOOKED_BACK = 50;

/** Reads the day of one person from the timeline, in the thread that searches it. */
export async function readAgentDay(
  history: Pick<TimelineStore, 'page' | 'positionAt'>,
  day: Pick<AgentDay, 'userId' | 'from' | 'to'>,
  { openGap, offsetMs }: Pick<DayEntries, 'openGap' | 'offsetMs'>,
): Promise<AgentDay> {
  const ofAgent = `agent:"${day.userId.replace(/["\\]/g, '\\$&')}" AND (topic:presence OR topic:routingstatus OR topic:activity)`;
  const start = (await history.positionAt(day.from)) ?? Number.MAX_SAFE_INTEGER;
  const { entries: before } = await history.page({
    from: 'before',
    position: start,
    limit: LOOKED_BACK,
    filter: ofAgent,
  });
  const within: TimelineEntry[] = [];
  for (let [position, pages] = [start - 1, 0]; pages < MOST_PAGES; pages += 1) {
    const filter = `type:gap OR (${ofAgent})`;
    const page = await history.page({ from: 'after', position, limit: MAX_PAGE_SIZE, filter });
    within.push(...page.entries.filter(({ at }) => at < day.to));
    const isDone = page.reached >= page.last || (page.entries.at(-1)?.at ?? 0) >= day.to;
    if (isDone) break;
    position = page.reached;
  }
  return agentDay(day, { before, within, openGap, offsetMs });
}
