import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestOrg } from '../../../simulator/testing/org-client.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { INTERACTIONS_AT_ONCE, readInteractions } from './interactions-api.ts';
import { loadQueueMembers, loadTeamMembers, loadTeams } from './lookup-api.ts';
import type { RestCall, RestContext } from './rest.ts';

/** What is read from the practice org, compared with the org's own state. */

let org: TestOrg;
let context: RestContext;
let call: RestCall;
beforeEach(async () => {
  org = await TestOrg.start({ speed: 60, heartbeatEveryMs: 3_600_000 });
  context = { fetch, clock: new ManualClock(org.clock.now()), apiUrl: org.simulator.address.apiUrl };
  call = { token: await org.login() };
});
afterEach(() => org.close());

const membersIn = (group: 'teamIds' | 'queueIds', id: string): Record<string, string> =>
  Object.fromEntries(
    org.simulator
      .agents()
      .filter((agent) => agent[group].includes(id))
      .map(({ userId, name }) => [userId, name]),
  );

it('reads teams and the members of teams and queues', async () => {
  const { teams, queues } = org.simulator.roster;
  await expect(loadTeams(context, call)).resolves.toEqual(
    Object.fromEntries(teams.map(({ id, name }) => [id, name])),
  );
  for (const { id } of teams) {
    await expect(loadTeamMembers(context, call, id)).resolves.toEqual(membersIn('teamIds', id));
  }
  for (const { id } of queues) {
    await expect(loadQueueMembers(context, call, id)).resolves.toEqual(membersIn('queueIds', id));
  }
});

it('reads the conversations of everybody as they are, at any moment of a day', async () => {
  const phases = new Set<string>();
  const userIds = org.simulator.roster.people.map(({ id }) => id);
  for (let look = 0; look < 20; look += 1) {
    org.clock.advance(1777);
    for (let first = 0; first < userIds.length; first += INTERACTIONS_AT_ONCE) {
      const some = userIds.slice(first, first + INTERACTIONS_AT_ONCE);
      const found = await readInteractions(context, call, some);
      const truth = org.simulator.agents().filter(({ userId }) => some.includes(userId));
      expect(Object.fromEntries(found)).toEqual(
        Object.fromEntries(
          truth.map(({ userId, conversations }) => [
            userId,
            conversations.map(({ id, since, ...rest }) => ({
              ...rest,
              conversationId: id,
              since: Date.parse(since),
            })),
          ]),
        ),
      );
      for (const { phase } of [...found.values()].flat()) phases.add(phase);
    }
  }
  expect(phases).toEqual(new Set(['alerting', 'connected', 'held', 'wrapping-up']));
});
