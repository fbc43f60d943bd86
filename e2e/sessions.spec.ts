import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import type { Simulator } from '../simulator/start-simulator.ts';
import { expect, test } from './fixtures.ts';
import type { Vigil } from './vigil.ts';
import { chip, connectOrganisation, eventRows, expectLive, openView, subscribe } from './window.ts';

/** The person whom the events are about; nothing moves but by levers. */
function somebodyIn(org: Simulator): string {
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  return person.name;
}

/** Connects, and lets so many events happen and be shown. */
async function hear(page: Page, org: Simulator, count: number): Promise<void> {
  await connectOrganisation(page, { name: 'Acme', org });
  await expectLive(page);
  await subscribe(page, somebodyIn(org), ['Presence']);
  await expect(page.getByText('Subscribed', { exact: true }).nth(1)).toBeVisible();
  await openView(page, 'Timeline');
  org.levers.pull({ lever: 'burst', count, perSecond: 100 });
  await expect(eventRows(page)).toHaveCount(count);
}

/** The dialogs of the operating system cannot be driven from here: they answer with this file. */
async function chooseAlways({ app }: Vigil, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: chosen === null, filePath: chosen ?? '' });
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, path);
}

const exportButton = (page: Page) => page.getByRole('button', { name: 'Choose a file and export…' });
const lastExports = (page: Page) => page.getByRole('region', { name: 'Last exports' });

async function exportAs(vigil: Vigil, path: string, format: string): Promise<string> {
  await chooseAlways(vigil, path);
  const form = vigil.page.getByRole('form', { name: 'Export' });
  await form.getByRole('radio', { name: new RegExp(`^${format}`) }).check({ force: true });
  await exportButton(vigil.page).click();
  await expect(lastExports(vigil.page).getByText(path.split('/').at(-1) ?? '')).toBeVisible();
  return readFile(path, 'utf8');
}

test('what the timeline shows is exported in three formats, without names unless wanted', async ({
  launch,
  startOrg,
  folder,
}) => {
  const org = await startOrg({ speed: 0 });
  const vigil = await launch();
  const { page } = vigil;
  await hear(page, org, 5);
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('heading', { name: 'Export what the timeline shows' })).toBeVisible();
  await expect(page.getByLabel('First lines of the file')).toContainText('Agent');

  const session = await exportAs(vigil, join(folder, 'a.ndjson'), 'Session');
  const table = await exportAs(vigil, join(folder, 'b.csv'), 'Table');
  const archive = await exportAs(vigil, join(folder, 'c.har'), 'HTTP');
  expect(session.split('\n').filter((line) => line.includes('"type":"event"'))).toHaveLength(5);
  expect(table.split('\r\n').filter((line) => line.includes(',event,'))).toHaveLength(5);
  expect(archive.match(/"opcode":1/g)).toHaveLength(5);
  for (const text of [session, table, archive]) {
    expect(text).not.toContain(somebodyIn(org));
    expect(text).not.toContain(org.address.clientSecret);
  }
  await expect(lastExports(page).getByText(/names removed/)).toHaveCount(3);

  // Names leave only when the user wants it, after a warning.
  await page.getByRole('radio', { name: /^Session/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /^Replace names/ }).uncheck({ force: true });
  await expect(page.getByText(/The file will tell who did what/)).toBeVisible();
  await expect(page.getByLabel('First lines of the file')).toContainText(somebodyIn(org));
  expect(await exportAs(vigil, join(folder, 'named.ndjson'), 'Session')).toContain(somebodyIn(org));

  // A dialog that was cancelled exports nothing, and a folder that refuses it says so.
  await chooseAlways(vigil, null);
  await exportButton(page).click();
  await expect(lastExports(page).getByRole('listitem')).toHaveCount(4);
  await chooseAlways(vigil, '/proc/nowhere/a.ndjson');
  await exportButton(page).click();
  await expect(page.getByRole('alert', { name: 'Problem' })).toContainText('cannot be written there');
});

test('a session is replayed without credentials in a window of its own, plainly framed', async ({
  launch,
  startOrg,
  folder,
}) => {
  const org = await startOrg({ speed: 0 });
  const path = join(folder, 'shift.ndjson');
  const first = await launch();
  await hear(first.page, org, 6);
  await openView(first.page, 'Sessions');
  await exportAs(first, path, 'Session');
  await first.quit();

  const vigil = await launch({ dataDir: join(folder, 'another') });
  const { page } = vigil;
  await chooseAlways(vigil, path);
  await page.getByRole('button', { name: 'Replay a recorded session…' }).click();
  await expect(page.getByText('REPLAY', { exact: true })).toBeVisible();
  await expect(chip(page)).toHaveAccessibleName('Connection: Replay of a recording');
  await expect(page.getByRole('note', { name: 'Practice org' })).toBeHidden();
  const player = page.getByRole('group', { name: 'Player' });
  await player.getByRole('button', { name: 'To the end' }).click();
  await expect(eventRows(page)).toHaveCount(6);
  await expect(eventRows(page).first()).toContainText(/Agent \d/);

  const slider = player.getByRole('slider', { name: /^Moment/ });
  await slider.focus();
  await slider.press('Home');
  await expect(eventRows(page)).not.toHaveCount(6);
  await player.getByRole('button', { name: 'Next entry' }).click();
  await player.getByRole('button', { name: 'To the end' }).click();
  await expect(eventRows(page)).toHaveCount(6);

  await page.getByRole('button', { name: 'Leave replay' }).click();
  await expect(page.getByText('REPLAY', { exact: true })).toBeHidden();
  await expectLive(page);
  await expect(page.getByRole('note', { name: 'Practice org' })).toBeVisible();
});

test('a file that is no session says what is wrong with it, and changes nothing', async ({
  vigil,
  folder,
}) => {
  const path = join(folder, 'diary.txt');
  await writeFile(path, 'Dear diary\n');
  await chooseAlways(vigil, path);
  await openView(vigil.page, 'Sessions');
  await vigil.page.getByRole('button', { name: 'Open a session…' }).click();
  await expect(vigil.page.getByRole('alert', { name: 'Problem' })).toContainText(
    'Line 1 of the file is not the beginning of a Vigil session',
  );
  await expect(vigil.page.getByText('REPLAY', { exact: true })).toBeHidden();
});
