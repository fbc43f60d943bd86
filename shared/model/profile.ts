import type { GroupSource, StateLimit } from './board.ts';
import type { RegionId } from '../genesys/regions.ts';
import type { RetentionPolicy } from './history.ts';
import type { ErrorCode } from './monitor-error.ts';
import type { OrganisationColour } from './organisation-colour.ts';

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
  /** What it is told apart by, beside its name. Absent where nobody has given it one. */
  readonly colour?: OrganisationColour;
  /** Whether a channel near its end is asked to live longer before a new one takes its place. Absent means no. */
  readonly extendsChannels?: boolean;
  /** How much of its history is kept. Absent means the default. */
  readonly retention?: RetentionPolicy;
  /** Whom the board shows. Absent until somebody chose. */
  readonly groups?: readonly GroupSource[];
  /** How long agents may be in a state. Absent means as long as they like. */
  readonly limits?: readonly StateLimit[];
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
  /** Left out, it stays as it is; a new profile gets one that is free. */
  readonly colour?: OrganisationColour;
  readonly extendsChannels?: boolean;
}

/** Where secrets are kept in this run. */
export type SecretStorage =
  { readonly kind: 'keychain'; readonly name: string } | { readonly kind: 'memory'; readonly reason: string };

/**
 * One step on the way to an organisation, in the order in which they are tried: name, proxy and connection of the
 * login host and of the API host, then signing in, the API, the notification channels, and a WebSocket.
 */
export interface PreflightStep {
  readonly step: 'dns' | 'proxy' | 'connect' | 'sign-in' | 'api' | 'channel' | 'socket';
  /** Who is at the end of the step: host, with the port where it is not the usual one. */
  readonly host: string;
  /** A failed step is the last one that is tried; what comes after it is skipped. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was found, in words; for a failed step also what to do. */
  readonly detail: string;
  /** How long it took, in milliseconds; null when it was not tried. */
  readonly ms: number | null;
  /** What a failed step failed of. */
  readonly code?: ErrorCode;
}
