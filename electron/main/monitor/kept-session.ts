import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { OrgUrls } from '../../../shared/genesys/regions.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { ClientCredentials } from '../auth/oauth-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';

const DAY_MS = 86_400_000;

const KeptSessionSchema = v.object({
  madeWith: v.string(),
  token: v.object({ value: v.string(), issuedAt: v.number(), lifetimeMs: v.number() }),
  channels: v.array(v.object({ handle: v.string(), connectUri: v.string(), endsAt: v.number() })),
  budget: v.object({ used: v.number(), at: v.number() }),
});

/**
 * What a session leaves to the next one: its token and the channels made with it, which live on for a day, and how
 * many channels it had to create. All of it is as good as a password, so it is kept where the secret is.
 */
export type KeptSession = v.InferOutput<typeof KeptSessionSchema>;

type Org = OrgUrls & { readonly credentials: ClientCredentials };

const accountOf = (profileId: string): string => `${profileId}/session`;

/**
 * Tells organisations, credentials and installs apart. What was made with another secret is of no use, although it may
 * still be good: whoever changes a secret wants to see it tried. Nor is what another install made, whose keychain and
 * data came along with the user to this computer, or whose data folder was copied: each channel has room for one socket,
 * and the two would take it from each other for ever.
 */
export function madeWith({ loginUrl, apiUrl, credentials }: Org, install: string): string {
  const { clientId, clientSecret } = credentials;
  const text = JSON.stringify([loginUrl, apiUrl, clientId, clientSecret, install]);
  return createHash('sha256').update(text).digest('base64');
}

/** What the last session of a profile left, as far as this install made it with these credentials; else null. */
export async function readKeptSession(
  secrets: SecretStore,
  profileId: string,
  org: Org & { readonly install: string },
  now: EpochMs,
): Promise<KeptSession | null> {
  const text = await secrets.get(accountOf(profileId));
  const kept = text === null ? null : parse(text);
  if (kept?.madeWith !== madeWith(org, org.install)) return null;
  // A moment in the future was noted by a clock that has been set back since: no age can be told from it.
  if (kept.token.issuedAt > now || kept.budget.at > now) return null;
  const channels = kept.channels.filter(({ endsAt }) => endsAt > now && endsAt - now <= DAY_MS);
  return { ...kept, channels };
}

export async function writeKeptSession(
  secrets: SecretStore,
  profileId: string,
  kept: KeptSession,
): Promise<void> {
  await secrets.set(accountOf(profileId), JSON.stringify(kept));
}

export async function forgetKeptSession(secrets: SecretStore, profileId: string): Promise<void> {
  await secrets.delete(accountOf(profileId));
}

function parse(text: string): KeptSession | null {
  try {
    const parsed = v.safeParse(KeptSessionSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
