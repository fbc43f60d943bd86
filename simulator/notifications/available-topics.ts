import type { AvailableTopic, TopicPermissionDetails } from '../../shared/genesys/wire.ts';
import { CATALOGUE } from './catalogue/catalogue.ts';
import type { CatalogueEntry } from './catalogue/entry.ts';

/** The full entry of a topic, of which a client sees the parts it asks for with `expand`. */
type FullTopic = AvailableTopic & {
  readonly requiresDivisionPermissions: boolean;
  readonly requiresAnyValidator: boolean;
};

/** Parts of an entry by the name that `expand` knows them under. */
const PARTS_BY_EXPAND: Readonly<Record<string, readonly (keyof FullTopic)[]>> = {
  description: ['description'],
  enforced: ['enforced'],
  visibility: ['visibility'],
  transports: ['transports'],
  topicParameters: ['topicParameters'],
  permissionDetails: ['permissionDetails'],
  requiresPermissions: [
    'requiresPermissions',
    'requiresDivisionPermissions',
    'requiresAnyValidator',
    'requiresCurrentUser',
    'requiresCurrentUserOrPermission',
  ],
};

/** Lists the catalogue as `GET …/availabletopics` does: ids, and of the rest what `expand` names. */
export function describeTopics(expand: readonly string[], includePreview: boolean): readonly object[] {
  const parts: (keyof FullTopic)[] = ['id', ...expand.flatMap((name) => PARTS_BY_EXPAND[name] ?? [])];
  return CATALOGUE.filter((entry) => includePreview || entry.visibility === 'Public').map((entry) => {
    const topic = describe(entry);
    return Object.fromEntries(parts.map((part) => [part, topic[part]]));
  });
}

function describe(entry: CatalogueEntry): FullTopic {
  return {
    id: entry.id,
    description: entry.description,
    visibility: entry.visibility,
    enforced: entry.enforced,
    transports: entry.transports,
    topicParameters: entry.parameters,
    requiresPermissions: entry.permissions,
    requiresDivisionPermissions: entry.divisioned,
    requiresAnyValidator: entry.anyPermission,
    requiresCurrentUser: entry.currentUser === 'required',
    requiresCurrentUserOrPermission: entry.currentUser === 'instead-of-permission',
    permissionDetails: permissionDetails(entry),
  };
}

function permissionDetails(entry: CatalogueEntry): TopicPermissionDetails[] {
  const details: TopicPermissionDetails[] = [];
  if (entry.currentUser === 'required')
    details.push({ type: 'requiresCurrentUser', enforced: entry.enforced });
  if (entry.permissions.length > 0) {
    details.push({
      type: permissionType(entry),
      permissions: entry.permissions,
      allowsCurrentUser: entry.currentUser === 'instead-of-permission',
      enforced: entry.enforced,
    });
  }
  return details;
}

function permissionType(entry: CatalogueEntry): string {
  if (!entry.divisioned) return 'requiresPermissions';
  return entry.anyPermission ? 'requiresAnyDivisionPermissions' : 'requiresDivisionPermissions';
}
