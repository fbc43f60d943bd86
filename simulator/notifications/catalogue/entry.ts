import type { TopicTransport } from '../../../shared/genesys/wire.ts';

export interface CatalogueEntry {
  /** The template, each placeholder written `{id}`. */
  readonly id: string;
  readonly description: string;
  /** Names of the placeholders, in order. */
  readonly parameters: readonly string[];
  readonly permissions: readonly string[];
  /** One of the permissions is enough. */
  readonly anyPermission: boolean;
  readonly divisioned: boolean;
  /** A user may follow this topic about themselves; a client-credentials client is no user. */
  readonly currentUser: 'required' | 'instead-of-permission' | 'no';
  /** Permissions that are announced but not yet checked. */
  readonly enforced: boolean;
  readonly visibility: 'Public' | 'Preview';
  readonly transports: readonly TopicTransport[];
}

type Details = Partial<Omit<CatalogueEntry, 'id' | 'description'>>;

/** Writes an entry down with the defaults of a public topic that needs no permission. */
export function entry(id: string, description: string, details: Details = {}): CatalogueEntry {
  return {
    id,
    description,
    parameters: [],
    permissions: [],
    anyPermission: false,
    divisioned: false,
    currentUser: 'no',
    enforced: true,
    visibility: 'Public',
    transports: ['All'],
    ...details,
  };
}
