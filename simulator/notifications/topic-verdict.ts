import { findInCatalogue } from './catalogue/catalogue.ts';
import type { CatalogueEntry } from './catalogue/entry.ts';

/** Why one topic cannot be subscribed to. */
export interface Refusal {
  readonly topic: string;
  readonly status: 400 | 403;
  readonly code: string;
  readonly message: string;
  readonly missingPermissions: readonly string[];
}

/** What becomes of one requested topic, plain or combined. */
export interface Verdict {
  /** As requested. A combined topic counts once. */
  readonly id: string;
  /** The single topics whose events arrive under it; none when it is refused. */
  readonly delivers: readonly string[];
  readonly refusals: readonly Refusal[];
}

export interface TopicRules {
  readonly lacksPermissions: readonly string[];
  readonly topicsAreCaseSensitive: boolean;
}

const MAX_COMBINED_LENGTH = 200;

/** Judges a topic: `v2.users.ID.presence`, or combined as `v2.users.ID?presence&routingStatus`. */
export function judgeTopic(id: string, rules: TopicRules): Verdict {
  const parts = expandTopic(id);
  if (parts === 'malformed') {
    return { id, delivers: [], refusals: [invalid(id)] };
  }
  const delivers = new Set<string>();
  const refusals: Refusal[] = [];
  for (const part of parts) {
    const match = findInCatalogue(part, rules.topicsAreCaseSensitive);
    const refusal = match ? refusalOf(part, match.entry, rules) : invalid(part);
    if (refusal) refusals.push(refusal);
    else if (match) delivers.add(match.topic);
  }
  return { id, delivers: [...delivers], refusals };
}

/** Writes a combined topic out as its single topics; a plain one is its own list. */
export function expandTopic(id: string): readonly string[] | 'malformed' {
  const mark = id.indexOf('?');
  if (mark < 0) return [id];
  const prefix = id.slice(0, mark);
  const suffixes = id.slice(mark + 1).split('&');
  const isMalformed = id.length > MAX_COMBINED_LENGTH || prefix === '' || suffixes.includes('');
  return isMalformed ? 'malformed' : suffixes.map((suffix) => `${prefix}.${suffix}`);
}

function refusalOf(topic: string, entry: CatalogueEntry, rules: TopicRules): Refusal | undefined {
  if (!entry.transports.includes('All') && !entry.transports.includes('Websocket')) {
    return refusal(
      topic,
      400,
      'notification.transport.not.allowed',
      `The topic "${topic}" is not available over WebSocket`,
    );
  }
  if (entry.currentUser === 'required') {
    const message = `The topic "${topic}" is only available to the user it is about`;
    return refusal(topic, 403, 'notification.unauthorized.topic', message);
  }
  const missing = missingPermissions(entry, rules.lacksPermissions);
  if (!entry.enforced || missing.length === 0) return undefined;
  const code = entry.divisioned
    ? 'notification.unauthorized.divisioned.topic'
    : 'notification.unauthorized.topic';
  const message = `The user does not have permission "${missing.join(', ')}" required for topic "${topic}"`;
  return refusal(topic, 403, code, message, missing);
}

function missingPermissions(entry: CatalogueEntry, lacked: readonly string[]): readonly string[] {
  const missing = entry.permissions.filter((permission) => lacked.includes(permission));
  const isEnough = entry.anyPermission && missing.length < entry.permissions.length;
  return isEnough ? [] : missing;
}

function invalid(topic: string): Refusal {
  return refusal(topic, 400, 'notification.invalid.topic', `The topic "${topic}" is not valid`);
}

function refusal(
  topic: string,
  status: 400 | 403,
  code: string,
  message: string,
  missing: readonly string[] = [],
): Refusal {
  return { topic, status, code, message, missingPermissions: missing };
}
