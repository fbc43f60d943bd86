/**
 * What is not known about the real service, each as a switch, so that a client can be tried against every reading.
 * The defaults are the reading thought most likely.
 */
export interface Quirks {
  /** Status of the token endpoint for a client id it does not know (also: the right client, the wrong region). */
  readonly unknownClientStatus: 400 | 401;
  /** Status of the token endpoint for a wrong secret. */
  readonly wrongSecretStatus: 400 | 401;
  /** Answer to a WebSocket upgrade for a channel that is unknown, expired, evicted or whose token has ended. */
  readonly deadChannelUpgradeStatus: 401 | 403 | 404;
  /** Close codes are no contract of the vendor; these are the ones this org uses. */
  readonly closeCodes: CloseCodes;
  /** Whether the end of a token closes the sockets of its channels. */
  readonly tokenEndClosesSockets: boolean;
  /** Whether the end of a token ends its channels: they answer 404 from then on. */
  readonly tokenEndEndsChannels: boolean;
  /** Whether subscribing again with another token of the client hands the channel to that token, and so past the end of the first. */
  readonly resubscribeMovesChannelToToken: boolean;
  /** No body of a `v2.system.socket_closing` has been published: the documented fields, an empty object, or no body. */
  readonly socketClosingBody: 'full' | 'empty' | 'absent';
  /** Whether heartbeats and pongs carry `version` and `metadata` like events do. */
  readonly controlFramesCarryMetadata: boolean;
  /** Whether `v2.users.{id}.routingstatus` is refused because the catalogue writes `routingStatus`. */
  readonly topicsAreCaseSensitive: boolean;
  /** Status of `DELETE …/subscriptions`, which the contract leaves open. */
  readonly clearSubscriptionsStatus: 200 | 204;
}

export interface CloseCodes {
  /** A second socket was opened on the channel. */
  readonly replaced: number;
  readonly evicted: number;
  readonly channelExpired: number;
  readonly tokenEnded: number;
  /** Maintenance, announced by `v2.system.socket_closing`. */
  readonly planned: number;
}

export const DEFAULT_QUIRKS: Quirks = {
  unknownClientStatus: 400,
  wrongSecretStatus: 401,
  deadChannelUpgradeStatus: 404,
  closeCodes: { replaced: 1000, evicted: 1000, channelExpired: 1001, tokenEnded: 1000, planned: 1001 },
  tokenEndClosesSockets: true,
  tokenEndEndsChannels: true,
  resubscribeMovesChannelToToken: false,
  socketClosingBody: 'full',
  controlFramesCarryMetadata: false,
  topicsAreCaseSensitive: true,
  clearSubscriptionsStatus: 204,
};
