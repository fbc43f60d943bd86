import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCompany, type Company } from '../electron/main/testing/company.ts';
import { expect, test as base } from './fixtures.ts';
import { PROJECT_FOLDER, type Vigil } from './vigil.ts';
import {
  banner,
  chip,
  connectOrganisation,
  eventRows,
  expectLive,
  fillForm,
  openForm,
  openView,
} from './window.ts';

const PICTURES = join(PROJECT_FOLDER, 'artifacts/screenshots');

const test = base.extend<{ company: Company; atWork: (trusts?: boolean) => Promise<Vigil> }>({
  company: async ({}, use) => {
    const company = await startCompany();
    await use(company);
    await company.close();
  },
  /** Vigil on a computer whose network settings name the proxy of the company. */
  atWork: async ({ company, launch, folder }, use) => {
    await use(async (trusts = true) => {
      const caFile = join(folder, 'company-ca.pem');
      await writeFile(caFile, company.certificates.authority);
      return launch({
        args: [`--proxy-server=http://127.0.0.1:${String(company.proxy.port)}`],
        env: { NODE_EXTRA_CA_CERTS: trusts ? caFile : '' },
      });
    });
  },
});

/** The organisation under the names that it has behind the proxy. */
function named({ simulator, loginUrl, apiUrl }: Company) {
  return { address: { ...simulator.address, loginUrl, apiUrl } };
}

async function takePicture({ page }: Vigil, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled' });
}

test('behind the proxy and the certificates of a company Vigil is live, and the path is open', async ({
  company,
  atWork,
}) => {
  const vigil = await atWork();
  const { page } = vigil;
  await connectOrganisation(page, { name: 'Acme', org: named(company) });
  await expectLive(page);
  const [person] = company.simulator.roster.people;
  await page.evaluate(`monitor.setTopics({ topics: ['v2.users.${person?.id ?? ''}.presence'] })`);
  await expect
    .poll(() => {
      company.simulator.levers.pull({ lever: 'burst', count: 1, perSecond: 100 });
      return eventRows(page).count();
    })
    .toBeGreaterThan(0);

  await openView(page, 'Connection');
  const path = page.getByRole('region', { name: 'Path' });
  await path.getByRole('button', { name: 'Check the path' }).click();
  const steps = path.getByRole('list', { name: 'Steps' }).getByRole('listitem');
  await expect(steps).toHaveCount(8);
  for (const step of await steps.all()) await expect(step.getByLabel('Passed')).toBeVisible();
  await expect(steps.nth(0)).toContainText(`127.0.0.1:${String(company.proxy.port)}`);
  await expect(steps.nth(1)).toContainText('Acme Inspection CA');
  await expect(steps.nth(7)).toContainText('streaming.acme.test');
  await expect(path).toContainText('The way is open from end to end.');
  expect(new Set(company.proxy.asked.map(({ target }) => target))).toEqual(
    new Set(['login.acme.test:443', 'api.acme.test:443', 'streaming.acme.test:443']),
  );
  await path.scrollIntoViewIfNeeded();
  await takePicture(vigil, 'path-open');
});

test('without the certificate of the company the failing hop is named, with what to do', async ({
  company,
  atWork,
}) => {
  const vigil = await atWork(false);
  const { page } = vigil;
  const dialog = await openForm(page, 'Add an organisation…');
  await fillForm(dialog, { name: 'Acme', org: named(company) });
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  const result = dialog.getByRole('status', { name: 'Result of the test' });
  await expect(result).toContainText('It ends at: Connection, login.acme.test.');
  await expect(result).toContainText('NODE_EXTRA_CA_CERTS');
  await expect(result.getByLabel('Not tried')).toHaveCount(6);
  await result.scrollIntoViewIfNeeded();
  await takePicture(vigil, 'path-certificate');
});

test('a proxy that lets nobody through is named in the window', async ({ company, atWork }) => {
  const vigil = await atWork();
  const { page } = vigil;
  company.proxy.refuseWith(407);
  await connectOrganisation(page, { name: 'Acme', org: named(company) });
  await expect(chip(page)).toHaveAccessibleName(/^Connection: /);
  await expect(banner(page)).toContainText(/proxy 127\.0\.0\.1:\d+ did not let the connection/i, {
    timeout: 30_000,
  });
  await openView(page, 'Connection');
  const path = page.getByRole('region', { name: 'Path' });
  await path.getByRole('button', { name: 'Check the path' }).click();
  await expect(path).toContainText(`It ends at: Proxy, 127.0.0.1:${String(company.proxy.port)}.`);
  await path.scrollIntoViewIfNeeded();
  await takePicture(vigil, 'path-proxy');
});
