import { setTimeout as sleep } from 'node:timers/promises';
import { numberOption, type Target } from '../target.ts';
import { judgeCoverage } from './oracle.ts';
import { OrgChild } from './org-child.ts';
import { geometric } from './percentile.ts';
import { FaultProxy } from './proxy/fault-proxy.ts';
import { SOCKET_PATH } from './proxy/fault-rule.ts';
import { WatchChild } from './watch-child.ts';

const CHILDREN = 40;
const ORGS = 4;
/** Of a day of the network, one way: so that an answer is on its way often enough when the process is stopped. */
const DELAY_MS = 100;
/** A ping that was out when the process was stopped meets its deadline at the very end of these. */
const DEADLINE_FREEZES_MS = geometric(4_000, 9_000, 20);
/** A verdict comes within the time for an answer and the grace, or not at all. */
const VERDICT_MS = 8_000;
const SLACK_MS = 1_000;
const BLOCKS_MS = [10_000, 20_000, 40_000, 60_000];

interface Outcome {
  readonly falseVerdicts: number;
  readonly lost: number;
}

/** Whoever gave a link up opened another one. */
const verdictsOn = (proxy: FaultProxy): number => Math.max(0, proxy.requests(SOCKET_PATH).length - 1);

/** One process, stopped again and again on a link that is well. */
async function frozenAgainAndAgain(
  org: OrgChild,
  freezesMs: readonly number[],
  phase: number,
): Promise<WatchedChild> {
  const child = await watched(org);
  for (const [index, ms] of freezesMs.entries()) {
    await sleep(((phase * 7 + index * 5) % 14) * 1_000);
    child.watch.freeze();
    await sleep(ms);
    child.watch.thaw();
    await sleep(VERDICT_MS);
  }
  return child;
}

interface WatchedChild {
  readonly org: OrgChild;
  readonly proxy: FaultProxy;
  readonly watch: WatchChild;
}

async function watched(org: OrgChild): Promise<WatchedChild> {
  const proxy = await FaultProxy.start(org.address.apiUrl);
  proxy.add({ when: { on: 'opened' }, action: { do: 'delay', ms: DELAY_MS } });
  const watch = new WatchChild(org, proxy.url, org.topics(2));
  await watch.until('the status live', () => watch.status === 'live', 120_000);
  return { org, proxy, watch };
}

async function end({ watch, proxy }: WatchedChild): Promise<void> {
  await watch.close();
  await proxy.close();
}

/** `runs` freezes from 1 s to 120 s over many processes at once, half of them with events, half with pings only. */
async function freezes(runs: number): Promise<Outcome> {
  const orgs = await Promise.all(Array.from({ length: ORGS }, () => OrgChild.start()));
  orgs
    .filter((_, index) => index % 2 === 0)
    .forEach((org) => {
      org.stream(5);
    });
  const all = geometric(1_000, 120_000, runs);
  const children = await Promise.all(
    Array.from({ length: CHILDREN }, (_, number) => {
      const org = orgs[number % ORGS];
      if (org === undefined) throw new Error('There is no org.');
      return frozenAgainAndAgain(
        org,
        all.filter((_ms, index) => index % CHILDREN === number),
        number,
      );
    }),
  );
  const falseVerdicts = children.reduce((sum, { proxy }) => sum + verdictsOn(proxy), 0);
  let lost = 0;
  for (const org of orgs) {
    org.pull({ lever: 'restore' });
    await sleep(1_000);
    const { events } = await org.ledger();
    for (const { watch } of children.filter((child) => child.org === org)) {
      const since = watch.statuses.find(({ status }) => status === 'live')?.atMs ?? Infinity;
      const due = events.filter(({ atMs }) => atMs > since + SLACK_MS);
      lost += judgeCoverage(due, watch.eventIds, watch.gaps, SLACK_MS).lost.length;
    }
  }
  await Promise.all(children.map(end));
  await Promise.all(orgs.map((org) => org.close()));
  return { falseVerdicts, lost };
}

/** Stopped with a ping out, so that the deadline of its answer passes near the end of the freeze. */
async function freezeWithPingOut(org: OrgChild, ms: number): Promise<number> {
  const proxy = await FaultProxy.start(org.address.apiUrl);
  proxy.add({ when: { on: 'request', path: SOCKET_PATH }, action: { do: 'delay', ms: 3 * DELAY_MS } });
  const watch = new WatchChild(org, proxy.url, org.topics(2));
  // A socket that opened asks for a sign of life at once.
  while (proxy.ofKind('said').length === 0) await sleep(2);
  watch.freeze();
  await sleep(ms);
  watch.thaw();
  await watch.until('the status live', () => watch.status === 'live', 60_000);
  const verdicts = verdictsOn(proxy);
  await end({ org, proxy, watch });
  return verdicts;
}

/** T23: the loop is blocked on a link that is well. */
async function blockedLoop(org: OrgChild, ms: number): Promise<number> {
  const child = await watched(org);
  child.watch.blockLoop(ms);
  await sleep(ms + VERDICT_MS);
  await end(child);
  return verdictsOn(child.proxy);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * R3, T22 and T23: the `watch` command is stopped, or its loop blocked, while its link stays well. Every verdict
 * that the link is dead is false. An org in another process knows what should have come.
 */
export const measureFreeze: Target = async (args) => {
  const runs = numberOption(args, 'runs', 200);
  const org = await OrgChild.start();
  try {
    const withPingOut: number[] = [];
    for (let first = 0; first < DEADLINE_FREEZES_MS.length; first += 5) {
      const some = DEADLINE_FREEZES_MS.slice(first, first + 5);
      withPingOut.push(...(await Promise.all(some.map((ms) => freezeWithPingOut(org, ms)))));
    }
    process.stderr.write(`With a ping out: ${String(sum(withPingOut))} false verdicts.\n`);
    const blocked = await Promise.all(BLOCKS_MS.map((ms) => blockedLoop(org, ms)));
    process.stderr.write(`Blocked: ${String(sum(blocked))} false verdicts.\n`);
    const { falseVerdicts, lost } = await freezes(runs);
    const figures = {
      runs,
      falseVerdicts,
      lostSilently: lost,
      runsWithPingOut: withPingOut.length,
      falseVerdictsWithPingOut: sum(withPingOut),
      loopBlocks: blocked.length,
      falseVerdictsAfterBlocks: sum(blocked),
    };
    const isMet = falseVerdicts + lost + sum(withPingOut) + sum(blocked) === 0;
    return { isMet, bar: { falseVerdicts: 0, lostSilently: 0 }, figures };
  } finally {
    await org.close();
  }
};
