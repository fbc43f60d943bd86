import type { RegionId } from '../genesys/regions.ts';

/** Where a profile's organisation is. Plain http and ws are allowed to loopback only. */
export type ProfileTarget =
  | { readonly kind: 'practice' }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'custom'; readonly loginUrl: string; readonly apiUrl: string };

/** A saved organisation. The client secret is not part of it: it lives in the OS keychain under the profile's id. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly target: ProfileTarget;
  readonly clientId: string;
  readonly topics: readonly string[];
}

/** The embedded practice org is a profile like any other, always there. */
export const PRACTICE_PROFILE_ID = 'practice';

/** What the profile form sends. Without an id it makes a new profile; without a secret the stored one stays. */
export interface ProfileDraft {
  readonly id?: string;
  readonly name: string;
  readonly target: ProfileTarget;
  readonly clientId: string;
  readonly clientSecret?: string;
}

/** Where secrets are kept in this run. */
export type SecretStorage =
  { readonly kind: 'keychain'; readonly name: string } | { readonly kind: 'memory'; readonly reason: string };

/** One step of "Test connection", in the order they run; a failed step ends the run. */
export interface PreflightStep {
  readonly step: 'sign-in' | 'api' | 'channel';
  readonly outcome: 'passed' | 'failed';
  /** What was found, in words; for a failed step also what to do. */
  readonly detail: string;
}
