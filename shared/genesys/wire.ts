/**
 * Shapes that travel between Vigil and Genesys Cloud. Types only: the client validates what it reads and the
 * practice org builds what it sends, each by its own reading of the protocol.
 * Sources: the public swagger of the Notifications API and the models of the official SDKs.
 */

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Answer of `POST {login}/oauth/token`. `expires_in` is in seconds. */
export interface TokenResponse {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** Error body of the token endpoint, as seen in the wild. */
export interface OAuthErrorBody {
  readonly error: string;
  readonly description?: string;
  readonly error_description?: string;
}

/** A notification channel. `id` and `connectUri` are bearer secrets. `expires` is ISO 8601. */
export interface Channel {
  readonly id: string;
  readonly connectUri: string;
  readonly expires: string;
}

export interface ChannelTopic {
  readonly id: string;
  readonly state?: 'Permitted' | 'Rejected';
  readonly rejectionReason?: string;
  readonly missingPermissions?: readonly string[];
}

export type TopicTransport = 'All' | 'Websocket' | 'EventBridge' | 'ProcessAutomation';

export interface TopicPermissionDetails {
  readonly type?: string;
  readonly permissions?: readonly string[];
  readonly allowsCurrentUser?: boolean;
  readonly enforced?: boolean;
}

/** One entry of `GET /api/v2/notifications/availabletopics`; the optional fields come with `expand`. */
export interface AvailableTopic {
  readonly id: string;
  readonly description?: string;
  readonly visibility?: 'Public' | 'Preview';
  readonly enforced?: boolean;
  readonly transports?: readonly TopicTransport[];
  readonly requiresPermissions?: readonly string[];
  readonly requiresCurrentUser?: boolean;
  readonly requiresCurrentUserOrPermission?: boolean;
  readonly permissionDetails?: readonly TopicPermissionDetails[];
  /** Names of the `{id}` placeholders, in order. */
  readonly topicParameters?: readonly string[];
}

/** A frame that carries an event. Control frames use the same envelope under their own topics. */
export interface Envelope {
  readonly topicName: string;
  readonly version?: string;
  readonly eventBody?: JsonValue;
  readonly metadata?: { readonly CorrelationId?: string };
}
