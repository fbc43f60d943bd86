import { setTimeout as sleep } from 'node:timers/promises';
import { numberOption, type Target } from '../target.ts';
import { judgeCoverage, type Published } from './oracle.ts';
import { OrgChild } from './org-child.ts';
import { WatchChild } from './watch-child.ts';

/** Lives of a minute or so instead of a day: a day of this is more than three years of renewals. */
const TOKEN_SECONDS = 75;
const CHANNEL_SECONDS = 80;
const EVENTS_PER_SECOND = 10;
const LEDGER_EVERY_MS = 30_000;
const SLACK_MS = 500;
/** Of the renewals that there is time for, so many at least: a session that stands still would lose nothing. */
const LEAST_SHARE = 0.75;

/**
 * R22: the `watch` command against an org in another process for as long as one likes, with tokens and channels that
 * live about a minute. The org's log says whether anything was lost or came twice.
 */
export const soak: Target = async (args) => {
  const minutes = numberOption(args, 'minutes', 10);
  const org = await OrgChild.start({
    tokenLifetimeSeconds: TOKEN_SECONDS,
    channelLifetimeMs: CHANNEL_SECONDS * 1000,
  });
  const watch = new WatchChild(org, org.address.apiUrl, org.topics(5));
  const published: Published[] = [];
  try {
    await watch.until('the status live', () => watch.status === 'live');
    org.stream(EVENTS_PER_SECOND);
    const endsAt = performance.now() + minutes * 60_000;
    while (performance.now() < endsAt) {
      await sleep(Math.min(LEDGER_EVERY_MS, endsAt - performance.now()));
      for (const event of (await org.ledger()).events) published.push(event);
      process.stderr.write(
        `${String(published.length)} events, ${String(watch.renewals)} renewals, ${String(watch.gaps.length)} gaps\n`,
      );
    }
    org.pull({ lever: 'restore' });
    await sleep(2_000);
    const { events, channelsCreated, tokensIssued, deadTokenRequests } = await org.ledger();
    published.push(...events);
    const coverage = judgeCoverage(published, watch.eventIds, watch.gaps, SLACK_MS);
    const { lost, doubled, regressed, received } = coverage;
    const leastRenewals = Math.floor(((minutes * 60) / TOKEN_SECONDS) * LEAST_SHARE);
    const bar = { lost: 0, doubled: 0, gaps: 0, regressed: 0, deadTokenRequests: 0, leastRenewals };
    return {
      isMet:
        lost.length + doubled + watch.gaps.length + regressed + deadTokenRequests === 0 &&
        watch.renewals >= leastRenewals,
      bar,
      figures: {
        minutes,
        published: published.length,
        received,
        lost: lost.length,
        doubled,
        regressed,
        gaps: watch.gaps.length,
        renewals: watch.renewals,
        channelsCreated,
        tokensIssued,
        deadTokenRequests,
      },
    };
  } finally {
    await watch.close();
    await org.close();
  }
};
