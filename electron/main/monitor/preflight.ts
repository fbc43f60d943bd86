import type { OrgUrls } from '../../../shared/genesys/regions.ts';
import type { PreflightStep } from '../../../shared/model/profile.ts';
import { requestToken, type ClientCredentials } from '../auth/oauth-client.ts';
import { toMonitorError } from '../base/failure.ts';
import { checkToken } from '../genesys/lookup-api.ts';
import { countChannels } from '../genesys/notification-api.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import type { World } from './session.ts';

/**
 * Tries credentials out, step by step, and says what each step found. Leaves nothing behind: no channel is
 * created, because a channel cannot be deleted and every install of the client id shares the same twenty.
 */
export async function runPreflight(
  world: World,
  org: OrgUrls & { readonly credentials: ClientCredentials },
  signal: AbortSignal,
): Promise<readonly PreflightStep[]> {
  const steps: PreflightStep[] = [];
  const context: RestContext = { fetch: world.fetch, clock: world.clock, apiUrl: org.apiUrl };
  let call: RestCall = { token: '' };
  const plan: readonly { readonly step: PreflightStep['step']; readonly run: () => Promise<string> }[] = [
    {
      step: 'sign-in',
      run: async () => {
        const token = await requestToken(world, org.loginUrl, org.credentials, signal);
        call = { token: token.value, signal };
        return `Signed in. The token lives ${duration(token.lifetimeMs)}.`;
      },
    },
    {
      step: 'api',
      run: async () => {
        const { organization } = await checkToken(context, call);
        return `The API accepts the token of ${organization}.`;
      },
    },
    {
      step: 'channel',
      run: async () => {
        const count = await countChannels(context, call);
        return `Notifications are allowed. ${String(count)} of 20 channels of this client are in use.`;
      },
    },
  ];
  for (const { step, run } of plan) {
    try {
      steps.push({ step, outcome: 'passed', detail: await run() });
    } catch (thrown) {
      steps.push({ step, outcome: 'failed', detail: toMonitorError(thrown).message });
      break;
    }
  }
  return steps;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${String(Math.round(ms / 1000))} seconds`;
  return minutes < 120 ? `${String(minutes)} minutes` : `${String(Math.round(minutes / 60))} hours`;
}
