import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { startFromTerminal } from './vigil.ts';
import { expectLive } from './window.ts';

test('--help and --version answer and end', async () => {
  const help = startFromTerminal(['--help']);
  expect(await help.ended).toBe(0);
  expect(help.printed()).toContain('--screenshot=FILE');
  const version = startFromTerminal(['--version']);
  expect(await version.ended).toBe(0);
  expect(version.printed()).toMatch(/Vigil \d+\.\d+\.\d+ on Electron \d+\./);
});

test('a mistake on the command line is explained', async () => {
  const { ended, printed } = startFromTerminal(['--screenshot']);
  expect(await ended).toBe(2);
  expect(printed()).toContain('--screenshot needs a file');
});

test('a data folder that cannot be used is named, with a way out', async ({ folder }) => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  const { ended, printed } = startFromTerminal(['--console', `--data-dir=${file}`]);
  expect(await ended).toBe(1);
  expect(printed()).toContain(`${file}: that path is a file, not a folder`);
  expect(printed()).toContain('--data-dir=DIR');
});

test('--console and --screenshot show a live run, and a signal ends it cleanly', async ({ folder }) => {
  const picture = join(folder, 'picture.png');
  const { child, ended, printed } = startFromTerminal([
    '--console',
    `--data-dir=${join(folder, 'data')}`,
    `--screenshot=${picture}`,
  ]);
  await expect.poll(printed, { timeout: 40_000 }).toContain(`Saved a picture of the window: ${picture}`);
  expect(printed()).toMatch(/ connection +live/);
  expect(printed()).toMatch(/ subscription +\d+ topics confirmed/);
  expect(printed().match(/ event +\S/g)?.length).toBeGreaterThanOrEqual(10);
  const bytes = await readFile(picture);
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(1_000);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(await readFile(join(folder, 'data/vigil.log'), 'utf8')).toMatch(/ INFO +Vigil was started version=/);
});

test('a second Vigil on the same folder brings the first to the front and steps back', async ({
  launch,
  folder,
}) => {
  const dataDir = join(folder, 'data');
  const { app, page } = await launch({ dataDir });
  await expectLive(page);
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.minimize();
  });
  const { ended, printed } = startFromTerminal([`--data-dir=${dataDir}`]);
  expect(await ended).toBe(0);
  expect(printed()).toContain(`already running with the folder ${dataDir}`);
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized()))
    .toBe(false);
  await expectLive(page);
});
