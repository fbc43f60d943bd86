import type { GroupSource } from '../../../shared/model/board.ts';
import type { Directory } from '../../../shared/model/directory.ts';
import type { Lever, PracticeOrgAddress, StartPracticeOrg } from '../../../shared/practice/levers.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import { exchange, type Fetch } from '../base/http.ts';

/** The embedded practice org: started when it is first wanted, spoken to over the network like any other. */
export interface Practice {
  readonly address: () => Promise<PracticeOrgAddress>;
  /** Plays a fault. Throws `practice/unavailable` when the org does not run, or refuses. */
  readonly pull: (lever: Lever) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createPractice(
  world: { readonly fetch: Fetch; readonly clock: Clock },
  start: StartPracticeOrg,
): Practice {
  let running: ReturnType<StartPracticeOrg> | null = null;

  async function address(): Promise<PracticeOrgAddress> {
    running ??= start();
    try {
      return (await running).address;
    } catch (thrown) {
      running = null;
      throw new Failure(
        {
          code: 'practice/unavailable',
          message: t(
            'The practice org could not start on this computer. Try again, or connect an organisation.',
          ),
        },
        { cause: thrown },
      );
    }
  }

  return {
    address,
    pull: async (lever) => {
      if (running === null) {
        throw new Failure({
          code: 'practice/unavailable',
          message: t('The practice org is not running. Connect it first.'),
        });
      }
      const { controlUrl } = await address();
      const reply = await exchange(world, {
        method: 'POST',
        url: `${controlUrl}/levers`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(lever),
      });
      if (reply.status >= 200 && reply.status <= 299) return;
      throw new Failure({
        code: 'practice/unavailable',
        message: t('The practice org could not play "{lever}".', { lever: lever.lever }),
        httpStatus: reply.status,
      });
    },
    close: async () => {
      const opened = running;
      running = null;
      // One that could not start has nothing to close, and was reported to whoever wanted it.
      const org = await opened?.catch(() => null);
      await org?.close();
    },
  };
}

/** What there is to see at once: everybody's presence and routing status, and how the queues stand. */
export function practiceTopics(directory: Pick<Directory, 'users' | 'queues'>): readonly string[] {
  return [
    ...Object.keys(directory.users).map((id) => `v2.users.${id}?presence&routingStatus`),
    ...Object.keys(directory.queues).map((id) => `v2.analytics.queues.${id}.observations`),
  ];
}

const GROUPS_AT_FIRST = 4;

/** A few of its teams, so that the board is alive. */
export function practiceGroups(teams: Readonly<Record<string, string>>): readonly GroupSource[] {
  return Object.entries(teams)
    .sort(([, one], [, other]) => one.localeCompare(other))
    .slice(0, GROUPS_AT_FIRST)
    .map(([id]) => ({ kind: 'team', id }));
}
