import type { ConnectionState, OpenGap } from './connection-state.ts';

/** How one organisation stands, shown or not. Holds no secret. */
export interface OrganisationStatus {
  readonly profileId: string;
  readonly state: ConnectionState;
  readonly openGap: OpenGap | null;
}
