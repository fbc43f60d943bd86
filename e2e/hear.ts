import type { Page } from 'playwright/test';
import type { Simulator } from '../simulator/start-simulator.ts';
import { expect } from './fixtures.ts';
import { connectOrganisation, eventRows, expectLive, openView, subscribe } from './window.ts';

/** The first person of the organisation; nothing moves there but by levers. */
export function somebodyIn(org: Simulator): string {
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  return person.name;
}

/** Connects and subscribes to such topics of that person; the timeline is open. */
export async function watch(page: Page, org: Simulator, topics: readonly string[]): Promise<void> {
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await subscribe(page, somebodyIn(org), topics);
  await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  await openView(page, 'Timeline');
}

/** Connects, and lets so many events happen and be shown. */
export async function hear(page: Page, org: Simulator, count: number): Promise<void> {
  await watch(page, org, ['Presence']);
  org.levers.pull({ lever: 'burst', count, perSecond: 100 });
  await expect(eventRows(page)).toHaveCount(count);
}
