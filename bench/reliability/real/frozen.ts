import { setTimeout as sleep } from 'node:timers/promises';
import { judgeCoverage, type Coverage, type Published } from './oracle.ts';
import { OrgChild } from './org-child.ts';
import type { OrgOptions } from './org-messages.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import { WatchChild } from './watch-child.ts';

/** How long an event may be on its way when many processes share two cores. */
const SLACK_MS = 500;

/** The `watch` command, a fault proxy and an org, the first and the last in processes that can be frozen. */
export interface FreezableRun {
  readonly org: OrgChild;
  readonly proxy: FaultProxy;
  readonly watch: WatchChild;
  /** Ends the stream and compares what the org says with what the command printed. */
  readonly settle: () => Promise<Coverage & { readonly sockets: number }>;
  readonly close: () => Promise<void>;
}

/** Started and live, with events flowing. */
export async function freezableRun(
  options: { readonly org?: OrgOptions; readonly perSecond?: number; readonly delayMs?: number } = {},
): Promise<FreezableRun> {
  const org = await OrgChild.start(options.org);
  const proxy = await FaultProxy.start(org.address.apiUrl);
  const { delayMs = 0, perSecond = 0 } = options;
  if (delayMs > 0) proxy.add({ when: { on: 'opened' }, action: { do: 'delay', ms: delayMs } });
  const watch = new WatchChild(org, proxy.url, org.topics(3));
  await watch.until('the status live', () => watch.status === 'live');
  if (perSecond > 0) org.stream(perSecond);
  return {
    org,
    proxy,
    watch,
    settle: async () => {
      org.pull({ lever: 'restore' });
      org.pull({ lever: 'burst', count: 1, perSecond: 100 });
      await sleep(200);
      const { events, sockets } = await org.ledger();
      await watch.until('the last event', () => isThere(watch, events.at(-1)));
      return { ...judgeCoverage(events, watch.eventIds, watch.gaps, SLACK_MS), sockets: sockets.length };
    },
    close: async () => {
      await watch.close();
      await proxy.close();
      await org.close();
    },
  };
}

const isThere = (watch: WatchChild, event: Published | undefined): boolean =>
  event === undefined || watch.eventIds.includes(event.correlationId);
