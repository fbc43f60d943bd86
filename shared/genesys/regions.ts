/**
 * The closed table of Genesys Cloud regions. Hosts follow one pattern for every region:
 * `https://login.<environment>` for OAuth and `https://api.<environment>` for REST; the streaming host is never
 * built, because the channel's `connectUri` names it.
 * Source: the region list of the official JavaScript SDK, purecloud-platform-client-v2 262.0.0.
 */
export interface Region {
  /** AWS name, as people write it in `--region`. */
  readonly id: string;
  readonly name: string;
  /** Domain that the hosts are built on. */
  readonly environment: string;
}

export const REGIONS = [
  { id: 'us-east-1', name: 'US East (N. Virginia)', environment: 'mypurecloud.com' },
  { id: 'us-east-2', name: 'US East 2 (FedRAMP)', environment: 'use2.us-gov-pure.cloud' },
  { id: 'us-west-2', name: 'US West (Oregon)', environment: 'usw2.pure.cloud' },
  { id: 'ca-central-1', name: 'Canada (Central)', environment: 'cac1.pure.cloud' },
  { id: 'sa-east-1', name: 'South America (São Paulo)', environment: 'sae1.pure.cloud' },
  { id: 'mx-central-1', name: 'Mexico (Central)', environment: 'mxc1.pure.cloud' },
  { id: 'eu-central-1', name: 'Europe (Frankfurt)', environment: 'mypurecloud.de' },
  { id: 'eu-west-1', name: 'Europe (Ireland)', environment: 'mypurecloud.ie' },
  { id: 'eu-west-2', name: 'Europe (London)', environment: 'euw2.pure.cloud' },
  { id: 'eu-central-2', name: 'Europe (Zurich)', environment: 'euc2.pure.cloud' },
  { id: 'eusc-de-east-1', name: 'Europe (Sovereign, Germany)', environment: 'edee1.eusc-pure.cloud' },
  { id: 'me-central-1', name: 'Middle East (UAE)', environment: 'mec1.pure.cloud' },
  { id: 'ap-south-1', name: 'Asia Pacific (Mumbai)', environment: 'aps1.pure.cloud' },
  { id: 'ap-southeast-1', name: 'Asia Pacific (Singapore)', environment: 'apse1.pure.cloud' },
  { id: 'ap-southeast-2', name: 'Asia Pacific (Sydney)', environment: 'mypurecloud.com.au' },
  { id: 'ap-northeast-1', name: 'Asia Pacific (Tokyo)', environment: 'mypurecloud.jp' },
  { id: 'ap-northeast-2', name: 'Asia Pacific (Seoul)', environment: 'apne2.pure.cloud' },
  { id: 'ap-northeast-3', name: 'Asia Pacific (Osaka)', environment: 'apne3.pure.cloud' },
] as const satisfies readonly Region[];

export type RegionId = (typeof REGIONS)[number]['id'];

/** Where an organisation is reached: two origins without a trailing slash. */
export interface OrgUrls {
  readonly loginUrl: string;
  readonly apiUrl: string;
}

/** Finds a region by AWS name (`eu-west-1`, also `eu_west_1`) or by environment domain (`mypurecloud.ie`). */
export function findRegion(text: string): Region | undefined {
  const wanted = text.trim().toLowerCase().replaceAll('_', '-');
  return REGIONS.find((region) => region.id === wanted || region.environment === wanted);
}

export function regionUrls(region: Region): OrgUrls {
  return { loginUrl: `https://login.${region.environment}`, apiUrl: `https://api.${region.environment}` };
}
