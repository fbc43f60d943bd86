/**
 * A process that makes a data folder in which Vigil finds, at its next start, an organisation with a long history: its
 * settings, its secret and the key of the history in the keychain of this environment, and the encrypted file.
 *
 *     node bench/history-profile.ts DATA_DIR URL EVENTS FRAME_BYTES [PEOPLE_ON_THE_BOARD]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../electron/main/base/clock.ts';
import { createProfileStores } from '../electron/main/history/profile-stores.ts';
import { createKeychainCalls } from '../electron/main/secrets/keychain-secret-store.ts';
import { openSecretStore } from '../electron/main/secrets/open-secret-store.ts';
import { formatSettings } from '../electron/main/settings/settings-format.ts';
import {
  FIRST_SETTINGS,
  retentionOf,
  withConnection,
  withProfile,
} from '../electron/main/settings/settings.ts';
import { personId } from './event-text.ts';
import { writeEvents } from './history-file.ts';

const PROFILE_ID = 'bench';
/** A million of them is a day and a half. */
const EVERY_MS = 125;

const [dataDir = '', url = '', count = '', frameBytes = '', people = '0'] = process.argv.slice(2);
const userIds = Array.from({ length: Number(people) }, (_, index) => personId(index));

const settings = withConnection(
  withProfile(FIRST_SETTINGS, {
    id: PROFILE_ID,
    name: 'Bench',
    target: { kind: 'custom', loginUrl: url, apiUrl: url },
    clientId: 'bench',
    topics: userIds.length > 0 ? [] : [`v2.users.${personId(0)}.presence`],
    groups: userIds.length > 0 ? [{ kind: 'list', id: 'everybody', name: 'Everybody', userIds }] : [],
    limits: [
      {
        state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
        group: null,
        warnAfterMs: 300_000,
        overAfterMs: 600_000,
      },
    ],
  }),
  PROFILE_ID,
);
await mkdir(dataDir, { recursive: true });
await writeFile(join(dataDir, 'settings.json'), formatSettings(settings));

const calls = createKeychainCalls(systemClock);
const { secrets } = await openSecretStore({ calls, platform: process.platform });
if (secrets.describe().kind !== 'keychain') throw new Error('This bench needs a keychain.');
await secrets.set(PROFILE_ID, 'bench');

const complain = ({ message }: { readonly message: string }): void => {
  process.stderr.write(`${message}\n`);
};
const store = createProfileStores({
  dataDir,
  secrets,
  workerPath: join(import.meta.dirname, '../electron/main/history/history-worker.ts'),
  searchWorkerPath: join(import.meta.dirname, '../electron/main/history/search/search-worker.ts'),
  onSlow: () => undefined,
  clock: systemClock,
  policyOf: (profileId) => retentionOf(settings, profileId),
  say: complain,
  onTrouble: complain,
}).open(PROFILE_ID);
await writeEvents(store, { count: Number(count), frameBytes: Number(frameBytes), everyMs: EVERY_MS });
await store.close();
