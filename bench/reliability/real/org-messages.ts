import type { Lever, PracticeOrgAddress } from '../../../shared/practice/levers.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import type { Published } from './oracle.ts';

/** The part of an org's options that can be written down. */
export type OrgOptions = Pick<
  SimulatorOptions,
  'tokenLifetimeSeconds' | 'channelLifetimeMs' | 'heartbeatEveryMs' | 'logLimit' | 'plannedCloseAfterMs'
>;

export type OrgOrder =
  { readonly order: 'pull'; readonly lever: Lever } | { readonly order: 'ledger'; readonly lever?: never };

interface SocketLine {
  readonly channelId: string;
  readonly openedAtMs: number;
  readonly closedAtMs?: number;
  readonly endCause?: string;
}

/** What the org has written down: every event once, over all ledgers; everything else as it stands. */
export interface Ledger {
  readonly what: 'ledger';
  readonly events: readonly Published[];
  readonly sockets: readonly SocketLine[];
  readonly channelsCreated: number;
  readonly tokensIssued: number;
  readonly deadTokenRequests: number;
}

export interface OrgReady {
  readonly what: 'ready';
  readonly address: PracticeOrgAddress;
  readonly people: readonly string[];
}

export type OrgAnswer = OrgReady | Ledger;
