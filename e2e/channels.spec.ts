import { expect, test } from './fixtures.ts';
import { banner, chip, connectOrganisation, eventRows, expectLive, openView, tryNowAfter } from './window.ts';

/** Topics of as many conversations, so that none can be combined with another. */
const conversations = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, number) =>
      `v2.detail.events.conversation.00000000-0000-4000-8000-${String(number).padStart(12, '0')}.acw`,
  );

test('while one of two channels cannot be opened, the other is live and the window says which is which', async ({
  launch,
  startOrg,
}) => {
  test.setTimeout(120_000);
  const org = await startOrg({ speed: 0 });
  const { page } = await launch();
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  const people = org.roster.people.slice(0, 50).map(({ id }) => `v2.users.${id}.presence`);
  const want = (topics: readonly string[]): Promise<unknown> =>
    page.evaluate(`monitor.setTopics({ topics: ${JSON.stringify(topics)} })`);
  await want([...people, ...conversations(900)]);
  await expect(page.getByRole('contentinfo')).toContainText('950 topics');
  await expectLive(page);

  org.levers.pull({ lever: 'answer', part: 'upgrade', status: 503, durationMs: 600_000 });
  await want([...people, ...conversations(1_000)]);
  await expect(chip(page)).toHaveAccessibleName(
    /^Connection: Partly live, 50 of 1,050 topics are not heard, /,
  );
  await expect(banner(page)).toContainText(
    'Events of 50 of 1,050 topics are not arriving; the others are live.',
  );
  await expect(page.getByRole('contentinfo')).toContainText('1,050 topics on 2 channels');
  await openView(page, 'Timeline');
  await expect(page.getByText(/^50 of 1,050 topics not live since .*; the others are live$/)).toBeVisible();
  const before = await eventRows(page).count();
  org.levers.pull({ lever: 'burst', count: 1, perSecond: 100 });
  await expect.poll(() => eventRows(page).count()).toBeGreaterThan(before);
  await openView(page, 'Connection');
  const channels = page.getByRole('region', { name: 'Channels', exact: true });
  await expect(channels).toContainText(/Channel 1\s*1,000 topics, live/);
  await expect(channels).toContainText(/Channel 2\s*50 topics, connection refused, next try/);

  await tryNowAfter(page, () => {
    org.levers.pull({ lever: 'restore' });
  });
  await expectLive(page);
  await expect(channels).toContainText(/Channel 2\s*50 topics, live/);
});
