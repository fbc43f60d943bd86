import { t } from '../text/t.ts';
/**
 * The grammar of topics: `v2.<segment>(.<segment>)*`, where a segment may be a `{id}` placeholder in a template.
 * A combined topic is `<prefix>?<suffix>&<suffix>…`, at most 200 characters, and counts as one subscription;
 * its events arrive under the expanded single topics.
 * Source: "Usage limitations" and "Combining topics" of the Notifications API.
 */
export const TOPIC_MAX_LENGTH = 200;

/** A topic template as the picker shows it. */
export interface CatalogueTopic {
  /** With a literal `{id}` for each parameter. */
  readonly template: string;
  /** First segment after `v2.`, such as `users` or `routing`. */
  readonly family: string;
  readonly description: string;
  /** What each `{id}` stands for, in order. */
  readonly parameters: readonly TopicParameter[];
  readonly overWebSocket: boolean;
  readonly isPreview: boolean;
  /** True when the topic can never be taken with client credentials, because it needs a signed-in user. */
  readonly needsUser: boolean;
  readonly requiredPermissions: readonly string[];
}

export type TopicParameter = 'user' | 'queue' | 'conversation' | 'other';

const SEGMENT = /^[A-Za-z0-9_-]+$/;

/** Says what is wrong with a topic in words, or null when it can be subscribed to. */
export function topicProblem(topic: string): string | null {
  if (topic.length > TOPIC_MAX_LENGTH) {
    return t('A topic has at most {most} characters; this one has {count}.', {
      most: TOPIC_MAX_LENGTH,
      count: topic.length,
    });
  }
  if (topic.includes('{')) return t('Fill in the placeholder in braces before subscribing.');
  const [prefix = '', suffixes, ...rest] = topic.split('?');
  if (rest.length > 0) return t('A combined topic has one "?" only.');
  if (!prefix.startsWith('v2.')) return t('A topic starts with "v2.", for example v2.users.<id>.presence.');
  const parts = [prefix, ...(suffixes === undefined ? [] : suffixes.split('&'))];
  const broken = parts.find((part) => !part.split('.').every((segment) => SEGMENT.test(segment)));
  if (broken === undefined) return null;
  return broken === '' || broken.includes('..') || broken.endsWith('.')
    ? t('A part of the topic is empty.')
    : t('"{broken}" has characters that no topic has.', { broken });
}

/** The single topics under which events of a subscription arrive. */
export function expandTopic(topic: string): readonly string[] {
  const [prefix = '', suffixes] = topic.split('?');
  return suffixes === undefined ? [topic] : suffixes.split('&').map((suffix) => `${prefix}.${suffix}`);
}

/** Topics by the single names that events arrive under; whether `routingStatus` or `routingstatus` is no difference. */
export function singleNames(topics: readonly string[]): ReadonlySet<string> {
  return new Set(topics.flatMap(expandTopic).map((topic) => topic.toLowerCase()));
}

/** Fills the placeholders of a template in order. */
export function fillTemplate(template: string, ids: readonly string[]): string {
  let index = 0;
  return template.replace(/\{[^}]*\}/g, (placeholder) => ids[index++] ?? placeholder);
}
