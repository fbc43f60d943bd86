import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type platformClient from 'purecloud-platform-client-v2';
const require = createRequire(import.meta.url);
import { test } from 'vitest';
import { TestOrg } from './testing/org-client.ts';
test('x', async () => {
  const home = await mkdtemp(join(tmpdir(), 'practice-org-sdk-'));
  process.env['HOME'] = home;
  const sdk: typeof platformClient = require('purecloud-platform-client-v2');
  const org = await TestOrg.start();
  const client = sdk.ApiClient.instance;
  client.setGateway({
    host: '127.0.0.1',
    protocol: 'http',
    port: Number(new URL(org.simulator.address.apiUrl).port),
  });
  console.log(
    await client.loginClientCredentialsGrant(
      org.simulator.address.clientId,
      org.simulator.address.clientSecret,
    ),
  );
  const ids = org.simulator.roster.people.slice(0, 3).map((p) => p.id);
  console.log(await new sdk.PresenceApi().getUsersPresencesPurecloudBulk({ id: ids }));
  console.log(
    (await new sdk.UsersApi().getUsers({ id: ids, expand: ['presence', 'routingStatus'] })).entities,
  );
  console.log(org.simulator.received.requests);
  await org.close();
  await rm(home, { recursive: true });
});
