import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../../simulator/start-simulator.ts';
import { systemClock } from '../base/clock.ts';
import { direct } from '../connection/told-wire.ts';
import { createOpenWire } from '../connection/wire.ts';
import { createMemoryLedgers } from '../history/coverage-ledger.ts';
import { createMemoryTimelineStore } from '../history/memory-timeline-store.ts';
import { openProfileHistory } from '../history/profile-history.ts';
import { createMemorySecretStore } from '../secrets/memory-secret-store.ts';
import { eventually } from '../testing/practice-run.ts';
import { createOrganisation, type Fetched } from './organisation.ts';

it('tells whoever listens what it fetches, as an event of the topic would tell it', async () => {
  const simulator = await startSimulator({ speed: 0 });
  const { loginUrl, apiUrl, clientId, clientSecret } = simulator.address;
  const topic = `v2.users.${simulator.roster.people[0]?.id ?? ''}.presence`;
  const target = { kind: 'custom', loginUrl, apiUrl } as const;
  const profile = { id: 'acme', name: 'Acme', target, clientId, topics: [topic] };
  const organisation = createOrganisation(profile, {
    world: {
      clock: systemClock,
      random: Math.random,
      fetch,
      openWire: createOpenWire(direct),
      isOnline: () => true,
      newId: randomUUID,
      install: 'this',
    },
    signIn: {
      credentialsOf: () => Promise.resolve({ loginUrl, apiUrl, credentials: { clientId, clientSecret } }),
    },
    secrets: createMemorySecretStore(''),
    channelsPerDay: 60,
    history: openProfileHistory('acme', {
      open: () => createMemoryTimelineStore(),
      erase: () => Promise.resolve(),
    }),
    ledgers: createMemoryLedgers(),
    behind: () => undefined,
    say: () => undefined,
    onUnexpected: (thrown) => {
      throw thrown;
    },
  });
  onTestFinished(async () => {
    await organisation.close();
    await simulator.close();
  });
  const fetched: Fetched[] = [];
  organisation.onFetched((answer) => fetched.push(answer));
  const before = Date.now();
  await organisation.connect(profile);
  await eventually('the first answer', () => fetched.length > 0);
  expect(fetched[0]).toMatchObject({ topic, body: { presenceDefinition: {} } });
  expect(fetched[0]?.at).toBeGreaterThanOrEqual(before);
});
