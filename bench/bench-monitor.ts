import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createLogger } from '../electron/main/base/logger.ts';
import { createMonitor } from '../electron/main/create-monitor.ts';
import { createMemorySecretStore } from '../electron/main/secrets/memory-secret-store.ts';
import type { SecretStore } from '../electron/main/secrets/secret-store.ts';
import { createSettingsStore } from '../electron/main/settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile } from '../electron/main/settings/settings.ts';

/** Starts a service in a process of its own, with so many frames ready. It ends when it is disconnected. */
export async function startFirehose(
  events: number,
  frameBytes: number,
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = fork(join(import.meta.dirname, 'firehose.ts'), [String(events), String(frameBytes)]);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { readonly port: number }) => {
      resolve(message.port);
    });
    child.once('exit', () => {
      reject(new Error('The firehose ended before it listened.'));
    });
  });
  return { child, url: `http://127.0.0.1:${String(port)}` };
}

/** Stands for the keychain: a history on disk wants one for its key. */
function createBenchKeychain(): SecretStore {
  const secrets = createMemorySecretStore('A bench keeps nothing.');
  return { ...secrets, describe: () => ({ kind: 'keychain', name: 'keychain of the bench' }) };
}

/** The whole main side on an encrypted history in a folder, for the one profile that the firehose serves. */
export async function createBenchMonitor(
  url: string,
  dataDir: string,
): Promise<ReturnType<typeof createMonitor>> {
  const secrets = createBenchKeychain();
  await secrets.set('bench', 'bench');
  const profile = {
    id: 'bench',
    name: 'Bench',
    target: { kind: 'custom', loginUrl: url, apiUrl: url },
    clientId: 'bench',
    topics: ['v2.users.00000000-0000-4000-8000-000000000000.presence'],
  } as const;
  return createMonitor({
    settings: createSettingsStore({
      initial: withConnection(withProfile(FIRST_SETTINGS, profile), profile.id),
      save: () => Promise.resolve(),
    }),
    secrets,
    dataDir,
    startPracticeOrg: () => Promise.reject(new Error('This bench has its own service.')),
    log: createLogger({
      write: (line) => process.stderr.write(`${line}\n`),
      now: Date.now,
      lowestLevel: 'warn',
    }),
  });
}
