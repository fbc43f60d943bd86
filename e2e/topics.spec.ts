import { expect, test } from './fixtures.ts';
import {
  chip,
  connectOrganisation,
  eventRows,
  expectLive,
  filterField,
  openView,
  subscribe,
} from './window.ts';

/** An organisation with other people than the practice org, whose rows stay on the timeline. */
const OTHER_SEED = 7;

test('topics are picked by the name of a person, and events of that person arrive', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await startOrg({ speed: 0, seed: OTHER_SEED });
  const [, , person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);

  await subscribe(page, person.name, ['Presence', 'Routing status']);
  const subscribed = page.getByRole('list', { name: 'Subscribed topics' }).getByRole('listitem');
  await expect(subscribed).toHaveCount(2);
  for (const item of await subscribed.all()) await expect(item).toContainText(person.name);
  await expect(subscribed.getByText('Subscribed', { exact: true })).toHaveCount(2);

  await openView(page, 'Timeline');
  await filterField(page).fill(`agent:"${person.name}"`);
  org.levers.pull({ lever: 'burst', count: 4, perSecond: 100 });
  await expect(eventRows(page)).toHaveCount(4);
  for (const row of await eventRows(page).all()) await expect(row).toContainText(person.name);
  expect(org.received.events.every(({ topic }) => topic.includes(person.id))).toBe(true);
});

test('a refused topic names the permission that is missing and leaves the others alone', async ({
  vigil,
  startOrg,
}) => {
  const { page } = vigil;
  const org = await startOrg({
    speed: 0,
    seed: OTHER_SEED,
    lacksPermissions: ['routing:queueMember:view'],
  });
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await subscribe(page, person.name, ['Presence', 'Routing status']);
  const subscribed = page.getByRole('list', { name: 'Subscribed topics' }).getByRole('listitem');
  await expect(subscribed.filter({ hasText: 'Refused' })).toContainText('routing:queueMember:view');
  await expect(subscribed.filter({ hasText: 'Refused' })).toContainText('routing status');
  await expect(subscribed.getByText('Subscribed', { exact: true })).toHaveCount(1);
  await expect(chip(page)).toHaveAccessibleName('Connection: Live, 1 of 2 topics refused');
});
