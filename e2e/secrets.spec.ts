import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright/test';
import { PUSH_NAMES } from '../shared/ipc/contract.ts';
import { expect, test } from './fixtures.ts';
import { connectOrganisation, expectLive, openForm, openView, pullLever, subscribe } from './window.ts';

test.use({ provokedProblems: /^$/ });

/** Records the bearer tokens of all requests that the main process makes from now on. */
async function recordTokens(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(() => {
    const tokens = new Set<string>();
    // What its HTTP library tells of each request that it makes.
    process
      .getBuiltinModule('node:diagnostics_channel')
      .subscribe('undici:request:create', (message: unknown) => {
        const { request } = message as { request: { headers: string | string[] } };
        const headers = Array.isArray(request.headers) ? request.headers.join('\n') : request.headers;
        const token = /Bearer (\S+)/.exec(headers)?.[1];
        if (token !== undefined) tokens.add(token);
      });
    Object.assign(globalThis, { recordedTokens: tokens });
  });
  return () =>
    app.evaluate(() => [
      ...(globalThis as unknown as { recordedTokens: ReadonlySet<string> }).recordedTokens,
    ]);
}

/** Records everything that is sent to the page from now on, as text. */
async function recordTraffic(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(`(() => {
    window.traffic = [];
    for (const name of ${JSON.stringify(PUSH_NAMES)}) {
      monitor.on(name, (payload) => { window.traffic.push(JSON.stringify(payload)); });
    }
  })()`);
  return () =>
    page.evaluate<string>(`(async () => {
    const answers = [await monitor.getSnapshot(null), await monitor.listTopics(null)];
    return [...window.traffic, JSON.stringify(answers)].join('\\n');
  })()`);
}

/** Every file below a folder, with its bytes read as text in both encodings that Chromium writes. */
async function filesBelow(folder: string): Promise<{ readonly path: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const bytes = await readFile(path);
        return { path, text: bytes.toString('latin1') + bytes.toString('utf16le') };
      }),
  );
}

test('secret, token, channel and its address are found nowhere but where they belong', async ({
  launch,
  startOrg,
}) => {
  const org = await startOrg();
  const [person] = org.roster.people;
  if (person === undefined) throw new Error('nobody works here');
  const vigil = await launch({ args: ['--console'] });
  const { app, page, dataDir, printed } = vigil;
  const tokens = await recordTokens(app);
  const traffic = await recordTraffic(page);

  // A session with everything that tends to spill: a refusal, faults, a renewal, unreadable frames, a test.
  await connectOrganisation(page, { name: 'Acme', org, secret: `${org.address.clientSecret}-wrong` });
  await expect(page.getByRole('button', { name: 'Connection: Sign-in rejected' })).toBeVisible();
  const dialog = await openForm(page, 'Edit this organisation…');
  await dialog.getByLabel('Client secret').fill(org.address.clientSecret);
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(6);
  await dialog.getByRole('button', { name: 'Save and connect' }).click();
  await expectLive(page);
  await subscribe(page, person.name, ['Presence', 'Routing status']);
  org.levers.pull({ lever: 'malformed', count: 5 });
  org.levers.pull({ lever: 'burst', count: 20, perSecond: 100 });
  org.levers.pull({ lever: 'revoke-token' });
  await openView(page, 'Connection');
  await expect(page.getByRole('region', { name: 'Gaps' }).getByRole('row')).toHaveCount(2);
  await expectLive(page);
  org.levers.pull({ lever: 'evict-channel' });
  await expect(page.getByRole('region', { name: 'Gaps' }).getByRole('row')).toHaveCount(3);
  await expectLive(page);

  const secrets = [
    org.address.clientSecret,
    ...(await tokens()),
    ...org.received.channels.map(({ channelId }) => channelId),
    `${new URL(org.address.apiUrl).host}/channels/`,
  ];
  expect((await tokens()).length).toBeGreaterThanOrEqual(2);
  expect(org.received.channels.length).toBeGreaterThanOrEqual(2);
  const page1 = await page.evaluate<string>(`document.documentElement.outerHTML +
    [...document.querySelectorAll('input')].map(({ value }) => value).join(' ') +
    JSON.stringify({ ...localStorage, ...sessionStorage })`);
  const places = [
    { path: 'the window', text: page1 },
    { path: 'what was sent to the window', text: await traffic() },
  ];
  await vigil.quit();
  places.push({ path: 'the output', text: printed() }, ...(await filesBelow(dataDir)));

  // The search itself works: what is no secret is found.
  for (const place of ['what was sent to the window', join(dataDir, 'settings.json')]) {
    expect(places.find(({ path }) => path === place)?.text).toContain(org.address.clientId);
  }
  expect(places.find(({ path }) => path === 'the output')?.text).toContain('live');
  const spills = places.flatMap(({ path, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 6)}… in ${path}`),
  );
  expect(spills).toEqual([]);
});

test('the practice org keeps its random secret to itself as well', async ({ launch }) => {
  const vigil = await launch({ args: ['--console'] });
  const { app, page, dataDir, printed } = vigil;
  const tokens = await recordTokens(app);
  const traffic = await recordTraffic(page);
  await expectLive(page);
  await pullLever(page, { lever: 'revoke-token' });
  await expect(page.getByRole('contentinfo')).toContainText('1 gap');
  await expectLive(page);
  const found = await tokens();
  expect(found.length).toBeGreaterThanOrEqual(1);
  const seen = [await traffic(), await page.content()];
  await vigil.quit();
  const places = [...seen, printed(), ...(await filesBelow(dataDir)).map(({ text }) => text)];
  for (const token of found) expect(places.filter((text) => text.includes(token))).toEqual([]);
});
