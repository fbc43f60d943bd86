import { parseArgs } from 'node:util';
import { findRegion, REGIONS, regionUrls, type OrgUrls } from '../../shared/genesys/regions.ts';
import { topicProblem } from '../../shared/model/topic.ts';

/** What the command line asks for, checked as far as that is possible without reading anything. */
export interface WatchArguments {
  /** Null is the practice org. */
  readonly org: (OrgUrls & { readonly clientId: string }) | null;
  readonly topics: readonly string[];
  readonly topicsFile: string | null;
  readonly dataDir: string | null;
  /** Ends by itself after this time; null runs until it is told to stop. */
  readonly forMs: number | null;
  /** Asks a channel near its end to live longer before a new one takes its place. */
  readonly extendsChannels: boolean;
  /** So many channels may be created in a day; null for what a shared client id can spare. */
  readonly channelsPerDay: number | null;
  /** Tries the way to the organisation and ends, in place of listening. */
  readonly checksPath: boolean;
}

/** The user has to change what was typed. The message is all there is to say. */
export class UsageError extends Error {}

export const USAGE = `Usage: npm run --silent watch -- [--practice | --region NAME | --login-url URL --api-url URL]
         --client-id ID [--topic T]... [--topics-file FILE] [--data-dir DIR] [--for SECONDS]
         [--extend-channels] [--channels-per-day N] [--check-path]

Connects like the app does and prints what happens as one JSON record per line on stdout.
Without a client id it runs against the practice org.

  --region NAME       such as eu-west-1 or mypurecloud.ie
  --login-url, --api-url   instead of a region; plain http only to this computer
  --client-id ID      OAuth client with the client-credentials grant
  --topic T           a topic to subscribe to; may be given more than once
  --topics-file FILE  one topic per line; # begins a comment
  --data-dir DIR      folder where Vigil remembers until when it was listening
  --for SECONDS       stop by itself after this time
  --extend-channels   ask a channel near its end to live longer before it is replaced
  --channels-per-day N   create at most so many channels in a day (60); all installs of a client id share twenty
  --check-path        try every step of the way to the organisation, print each, and stop

The client secret is read from GENESYS_CLIENT_SECRET, or asked for on a terminal. It is never an argument.
HTTPS_PROXY, HTTP_PROXY and NO_PROXY name the proxy, NODE_EXTRA_CA_CERTS a PEM file of certificates to trust.`;

const LONGEST_FOR_SECONDS = 10 * 365 * 86_400;

/** Reads the command line. Throws a `UsageError` that says what is wrong and what to type instead. */
export function parseWatchArguments(
  args: readonly string[],
  parseOrgUrl: (text: string, what: string) => string,
): WatchArguments | 'help' {
  const values = readValues(args);
  if (values.help === true) return 'help';
  const clientId = values['client-id']?.trim() ?? '';
  const urls = orgUrls(values, parseOrgUrl);
  if (values.practice === true && (urls !== null || clientId !== '')) {
    throw new UsageError('--practice goes without --region, --login-url, --api-url and --client-id.');
  }
  if (urls === null && clientId !== '') {
    throw new UsageError(
      `--client-id needs a --region, or --login-url and --api-url. Regions: ${regionNames()}.`,
    );
  }
  if (urls !== null && clientId === '') {
    throw new UsageError('--client-id is missing: the id of an OAuth client of this organisation.');
  }
  return {
    org: urls === null ? null : { ...urls, clientId },
    topics: checkedTopics(values.topic ?? []),
    topicsFile: values['topics-file'] ?? null,
    dataDir: values['data-dir'] ?? null,
    forMs: forMs(values.for),
    extendsChannels: values['extend-channels'] === true,
    channelsPerDay: channelsPerDay(values['channels-per-day']),
    checksPath: values['check-path'] === true,
  };
}

type Values = ReturnType<typeof readValues>;

function readValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        practice: { type: 'boolean' },
        region: { type: 'string' },
        'login-url': { type: 'string' },
        'api-url': { type: 'string' },
        'client-id': { type: 'string' },
        topic: { type: 'string', multiple: true },
        'topics-file': { type: 'string' },
        'data-dir': { type: 'string' },
        for: { type: 'string' },
        'check-path': { type: 'boolean' },
        'extend-channels': { type: 'boolean' },
        'channels-per-day': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (thrown) {
    throw new UsageError(unreadable(thrown));
  }
}

/** Never repeats what stands alone: a secret gets typed there, too. */
function unreadable(thrown: unknown): string {
  if (!(thrown instanceof Error)) return 'The arguments cannot be read.';
  const isAlone = 'code' in thrown && thrown.code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL';
  return isAlone ? 'Every value needs an option before it, such as --topic.' : thrown.message;
}

function orgUrls(values: Values, parseOrgUrl: (text: string, what: string) => string): OrgUrls | null {
  const { region, 'login-url': loginUrl, 'api-url': apiUrl } = values;
  if (region !== undefined) {
    if (loginUrl !== undefined || apiUrl !== undefined) {
      throw new UsageError('--region and --login-url/--api-url exclude each other.');
    }
    const found = findRegion(region);
    if (found === undefined) {
      throw new UsageError(`There is no region "${region}". Regions: ${regionNames()}.`);
    }
    return regionUrls(found);
  }
  if (loginUrl === undefined && apiUrl === undefined) return null;
  if (loginUrl === undefined || apiUrl === undefined) {
    throw new UsageError('--login-url and --api-url go together.');
  }
  return { loginUrl: parseOrgUrl(loginUrl, '--login-url'), apiUrl: parseOrgUrl(apiUrl, '--api-url') };
}

function channelsPerDay(text: string | undefined): number | null {
  if (text === undefined) return null;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 2) return count;
  throw new UsageError('--channels-per-day is a whole number from 2 on, such as 60.');
}

const regionNames = (): string => REGIONS.map(({ id }) => id).join(', ');

function checkedTopics(topics: readonly string[]): readonly string[] {
  for (const topic of topics) {
    const problem = topicProblem(topic);
    if (problem !== null) throw new UsageError(`--topic ${topic}: ${problem}`);
  }
  return topics;
}

function forMs(text: string | undefined): number | null {
  if (text === undefined) return null;
  const seconds = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (seconds > 0 && seconds <= LONGEST_FOR_SECONDS) return Math.ceil(seconds * 1000);
  throw new UsageError(`--for takes a number of seconds, such as 20; "${text}" is none.`);
}
