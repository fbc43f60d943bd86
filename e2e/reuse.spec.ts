import { expect, test } from './fixtures.ts';
import { connectOrganisation, expectLive, openView, subscribe } from './window.ts';

test('a restart goes on with the token and the channel of the last run, also after a kill', async ({
  launch,
  startOrg,
}) => {
  const org = await startOrg({ speed: 0 });
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  const used = (): readonly number[] => [org.received.tokenRequests.length, org.received.channels.length];

  const first = await launch();
  await connectOrganisation(first.page, { name: 'Acme', org });
  await expectLive(first.page);
  await subscribe(first.page, person.name, ['Presence']);
  await expect(first.page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  const before = used();
  await first.quit();

  const second = await launch();
  await expectLive(second.page);
  expect(used()).toEqual(before);
  await second.kill();

  const third = await launch();
  await expectLive(third.page);
  expect(used()).toEqual(before);
  await openView(third.page, 'Connection');
  await expect(third.page.getByText(/^0 this session, of 20/)).toBeVisible();
});
