import type { ChannelTopic } from '../../shared/genesys/wire.ts';
import { judgeTopic, type Refusal, type TopicRules, type Verdict } from './topic-verdict.ts';

/** What a channel listens to: each subscribed id with the single topics it delivers. */
export type Subscriptions = ReadonlyMap<string, readonly string[]>;

export interface SubscriptionRequest {
  readonly current: Subscriptions;
  readonly topicIds: readonly string[];
  readonly mode: 'add' | 'replace';
  /** Take what can be taken and list the rest as rejected, instead of failing the whole request. */
  readonly ignoreErrors: boolean;
}

export type SubscriptionPlan =
  | {
      readonly accepted: true;
      readonly subscriptions: Subscriptions;
      readonly listing: readonly ChannelTopic[];
    }
  | { readonly accepted: false; readonly status: 400 | 403; readonly code: string; readonly message: string };

export const MAX_TOPICS_PER_CHANNEL = 1000;

/** Decides what a request makes of a channel's subscriptions. Without `ignoreErrors` it is all or nothing. */
export function planSubscriptions(request: SubscriptionRequest, rules: TopicRules): SubscriptionPlan {
  const verdicts = [...new Set(request.topicIds)].map((id) => judgeTopic(id, rules));
  const refusals = verdicts.flatMap((verdict) => verdict.refusals);
  const [first] = refusals;
  if (first && !request.ignoreErrors) {
    return { accepted: false, status: first.status, code: first.code, message: first.message };
  }
  const subscriptions = new Map(request.mode === 'add' ? request.current : []);
  for (const verdict of verdicts) {
    if (verdict.delivers.length > 0) subscriptions.set(verdict.id, verdict.delivers);
  }
  if (subscriptions.size > MAX_TOPICS_PER_CHANNEL) return tooMany(subscriptions.size);
  const listing = [...[...subscriptions.keys()].map(permitted), ...verdicts.flatMap(rejections)];
  return { accepted: true, subscriptions, listing };
}

/** The entry of a subscribed topic in a listing. */
export function permitted(id: string): ChannelTopic & { readonly selfUri: string } {
  return { id, state: 'Permitted', selfUri: `/api/v2/notifications/availabletopics/${id}` };
}

/** One rejected entry per failing suffix, and one for the combination when nothing of it is left. */
function rejections(verdict: Verdict): ChannelTopic[] {
  const entries = verdict.refusals.map((refusal) => rejected(refusal.topic, refusal));
  const [first] = verdict.refusals;
  const isWhollyRefused = first !== undefined && verdict.delivers.length === 0 && first.topic !== verdict.id;
  return isWhollyRefused ? [rejected(verdict.id, first), ...entries] : entries;
}

function rejected(id: string, refusal: Refusal): ChannelTopic {
  const entry: ChannelTopic = { id, state: 'Rejected', rejectionReason: refusal.message };
  return refusal.missingPermissions.length > 0
    ? { ...entry, missingPermissions: refusal.missingPermissions }
    : entry;
}

function tooMany(count: number): SubscriptionPlan {
  const message = `A channel takes ${String(MAX_TOPICS_PER_CHANNEL)} topics, this request would make it ${String(count)}`;
  return { accepted: false, status: 400, code: 'notification.subscription.too.many.subscriptions', message };
}
