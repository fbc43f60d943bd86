import type { PreflightStep } from '../../../shared/model/profile.ts';
import { t } from '../../../shared/text/t.ts';
import { requestToken } from '../auth/oauth-client.ts';
import { Failure, toMonitorError } from '../base/failure.ts';
import { checkToken } from '../genesys/lookup-api.ts';
import { countChannels } from '../genesys/notification-api.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import { hopsTo } from '../network/hops.ts';
import type { Network } from '../network/network.ts';
import type { World } from './session.ts';
import type { Org } from './sign-in.ts';
import { expectedSocketOrigin } from './socket-origin.ts';
import { trySocket } from './socket-trial.ts';

export type PathWorld = Pick<World, 'clock' | 'fetch' | 'openWire'> & {
  readonly network: Pick<Network, 'findRoute' | 'trust'>;
};

interface Trial extends Pick<PreflightStep, 'step' | 'host'> {
  readonly run: (signal: AbortSignal) => Promise<string>;
}

/** Longer than any part of a step waits by itself. */
const STEP_WITHIN_MS = 20_000;

/**
 * Tries the way to an organisation, step by step, and says what each step found; what comes after one that failed is
 * skipped. Leaves nothing behind: no channel is created, because a channel cannot be deleted and every install of
 * the client id shares the same twenty.
 *
 * @param org `socketOrigin` is where its WebSockets are known to be, or null.
 */
export async function runPreflight(
  world: PathWorld,
  org: Org & { readonly socketOrigin: string | null },
  signal: AbortSignal,
): Promise<readonly PreflightStep[]> {
  const steps: PreflightStep[] = [];
  let isBroken = false;
  for (const trial of await trialsOf(world, org, signal)) {
    const step: PreflightStep = isBroken ? skipped(trial) : await tried(world, trial, signal);
    isBroken ||= step.outcome === 'failed';
    steps.push(step);
  }
  return steps;
}

async function trialsOf(
  world: PathWorld,
  org: Org & { readonly socketOrigin: string | null },
  signal: AbortSignal,
): Promise<readonly Trial[]> {
  const hops = await Promise.all(
    [...new Set([org.loginUrl, org.apiUrl])].map((origin) =>
      inTime(world, new URL(origin).host, signal, (within) => hopsTo(origin, world.network, within)),
    ),
  );
  const socketOrigin = org.socketOrigin ?? expectedSocketOrigin(org.apiUrl);
  return [
    ...hops.flat().map(({ hop, host, run }) => ({ step: hop, host, run })),
    ...restTrials(world, org),
    ...(socketOrigin === null ? [] : [socketTrial(world, socketOrigin)]),
  ];
}

function restTrials(world: PathWorld, org: Org): readonly Trial[] {
  const context: RestContext = { fetch: world.fetch, clock: world.clock, apiUrl: org.apiUrl };
  const host = new URL(org.apiUrl).host;
  let call: RestCall = { token: '' };
  return [
    {
      step: 'sign-in',
      host: new URL(org.loginUrl).host,
      run: async (signal) => {
        const token = await requestToken(world, org.loginUrl, org.credentials, signal);
        call = { token: token.value };
        return tokenText(token.lifetimeMs);
      },
    },
    {
      step: 'api',
      host,
      run: async (signal) => {
        const { organization } = await checkToken(context, { ...call, signal });
        return t('The API accepts the token of {organization}.', { organization });
      },
    },
    {
      step: 'channel',
      host,
      run: async (signal) => {
        const count = await countChannels(context, { ...call, signal });
        return t('Notifications are allowed. {count} of 20 channels of this client are in use.', { count });
      },
    },
  ];
}

function socketTrial({ openWire }: PathWorld, origin: string): Trial {
  return {
    step: 'socket',
    host: new URL(origin).host,
    run: (signal) => trySocket(openWire, origin, signal),
  };
}

async function tried(
  { clock }: Pick<World, 'clock'>,
  { step, host, run }: Trial,
  signal: AbortSignal,
): Promise<PreflightStep> {
  const startedAt = clock.monotonic();
  const ms = (): number => Math.round(clock.monotonic() - startedAt);
  try {
    const detail = await inTime({ clock }, host, signal, run);
    return { step, host, outcome: 'passed', detail, ms: ms() };
  } catch (thrown) {
    const { message, code } = toMonitorError(thrown);
    return { step, host, outcome: 'failed', detail: message, ms: ms(), code };
  }
}

async function inTime<T>(
  { clock }: Pick<World, 'clock'>,
  host: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const patience = new AbortController();
  const cancel = clock.schedule(STEP_WITHIN_MS, () => {
    patience.abort(
      new Failure({ code: 'net/timeout', message: t('{host} did not answer in time.', { host }) }),
    );
  });
  try {
    return await work(AbortSignal.any([signal, patience.signal]));
  } finally {
    cancel();
  }
}

function skipped({ step, host }: Trial): PreflightStep {
  return { step, host, outcome: 'skipped', detail: t('Not tried.'), ms: null };
}

function tokenText(lifetimeMs: number): string {
  const minutes = Math.round(lifetimeMs / 60_000);
  if (minutes < 1) {
    return t('Signed in. The token lives {seconds} seconds.', { seconds: Math.round(lifetimeMs / 1000) });
  }
  return minutes < 120
    ? t('Signed in. The token lives {minutes} minutes.', { minutes })
    : t('Signed in. The token lives {hours} hours.', { hours: Math.round(minutes / 60) });
}
