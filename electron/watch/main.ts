/**
 * The core without a window: `npm run --silent watch -- …`. stdout carries NDJSON and nothing else, stderr is
 * for people. Exit status: 0 when it was told to stop, 2 when only the user can help, 1 otherwise.
 */
import { access, constants, mkdir } from 'node:fs/promises';
import { PRACTICE_PROFILE_ID, type Profile } from '../../shared/model/profile.ts';
import { tooManyTopics } from '../../shared/model/subscription-unit.ts';
import { systemClock } from '../main/base/clock.ts';
import { Failure } from '../main/base/failure.ts';
import { createLogger, thrownFields } from '../main/base/logger.ts';
import { createMonitor } from '../main/create-monitor.ts';
import { routesFromEnvironment } from '../main/network/environment-routes.ts';
import { readExtraCertificates } from '../main/network/trust.ts';
import { createMemorySecretStore } from '../main/secrets/memory-secret-store.ts';
import { parseOrgUrl } from '../main/settings/org-url.ts';
import { createSettingsStore } from '../main/settings/settings-store.ts';
import { FIRST_SETTINGS, withConnection, withProfile, type Settings } from '../main/settings/settings.ts';
import { parseWatchArguments, USAGE, UsageError, type WatchArguments } from './arguments.ts';
import { checkPath } from './check-path.ts';
import { readClientSecret } from './secret-prompt.ts';
import { stopSignal } from './stop-signal.ts';
import { readTopicsFile } from './topics-file.ts';
import { startPracticeOrg, watch } from './watch.ts';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};
const log = createLogger({ write: say, now: Date.now, lowestLevel: 'warn' });

async function run(args: readonly string[]): Promise<number> {
  const parsed = parseWatchArguments(args, parseOrgUrl);
  if (parsed === 'help') {
    say(USAGE);
    return 0;
  }
  if (parsed.dataDir !== null) await checkDataDir(parsed.dataDir);
  const topics = await allTopics(parsed);
  const secrets = createMemorySecretStore('The secret of this run is kept in memory only.');
  if (parsed.org !== null) {
    const terminal = { input: process.stdin, output: process.stderr };
    await secrets.set(
      profileIdOf(parsed.org),
      await readClientSecret(process.env['GENESYS_CLIENT_SECRET'], terminal),
    );
    if (topics.length === 0 && !parsed.checksPath)
      say('No topic was given: only the connection will be reported.');
  }
  const extra = await readExtraCertificates(process.env['NODE_EXTRA_CA_CERTS']);
  for (const { message } of extra.notices) say(message);
  const monitor = createMonitor({
    settings: createSettingsStore({ initial: settingsOf(parsed, topics), save: () => Promise.resolve() }),
    secrets,
    startPracticeOrg,
    ...(parsed.dataDir === null ? {} : { dataDir: parsed.dataDir }),
    ...(parsed.channelsPerDay === null ? {} : { channelsPerDay: parsed.channelsPerDay }),
    findRoute: routesFromEnvironment(process.env),
    extraCertificates: extra.certificates,
    log,
  });
  if (parsed.checksPath) return checkPath(monitor, { record: printRecord, say });
  const { forMs } = parsed;
  const stop = stopSignal({ clock: systemClock, forMs, signals: process, output: process.stdout });
  const end = await watch(monitor, { record: printRecord, say }, stop);
  await flushed();
  if (end.reason === 'told-to-stop') return 0;
  say(`Stopped: ${end.message}`);
  return 2;
}

async function allTopics({ topics, topicsFile }: WatchArguments): Promise<readonly string[]> {
  const fromFile = topicsFile === null ? [] : await readTopicsFile(topicsFile);
  const all = [...new Set([...topics, ...fromFile])];
  const excess = tooManyTopics(all);
  if (excess !== null) throw new UsageError(excess);
  return all;
}

/** Runs of one client on one organisation follow on one another. */
function profileIdOf({ clientId, apiUrl }: NonNullable<WatchArguments['org']>): string {
  return `${clientId}@${new URL(apiUrl).host}`;
}

/** A run needs no settings file: what it was told is the one profile, and it ends with the run. */
function settingsOf({ org, extendsChannels }: WatchArguments, topics: readonly string[]): Settings {
  const profile: Profile =
    org === null
      ? { id: PRACTICE_PROFILE_ID, name: 'Practice org', target: { kind: 'practice' }, clientId: '', topics }
      : {
          id: profileIdOf(org),
          name: new URL(org.apiUrl).host,
          target: { kind: 'custom', loginUrl: org.loginUrl, apiUrl: org.apiUrl },
          clientId: org.clientId,
          topics,
          extendsChannels,
        };
  return withConnection(withProfile(FIRST_SETTINGS, profile), profile.id);
}

async function checkDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.R_OK | constants.W_OK);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new UsageError(
      `The data folder ${dataDir} cannot be used (${code}). Choose another with --data-dir.`,
    );
  }
}

function printRecord(record: object): void {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}

/** Resolves when what was written has left the process: a pipe takes it later than `write` returns. */
function flushed(): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write('', () => {
      resolve();
    });
  });
}

// What nobody foresaw is said, and does not end a run of weeks.
process.on('uncaughtException', (thrown) => {
  log('error', 'Something unexpected happened', thrownFields(thrown));
});
// Nobody reads what is for people any more; the records may still be wanted.
process.stderr.on('error', () => undefined);

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (thrown) {
  if (thrown instanceof UsageError) {
    say(`${thrown.message}\n\n${USAGE}`);
    process.exitCode = 2;
  } else if (thrown instanceof Failure) {
    say(thrown.error.message);
    process.exitCode = 2;
  } else {
    say(
      `Vigil stopped because of a problem of its own: ${thrown instanceof Error ? thrown.name : 'unknown'}.`,
    );
    process.exitCode = 1;
  }
}
