import * as v from 'valibot';
import { TOPICS_PER_CHANNEL, type Subscription } from '../../../shared/model/subscription.ts';
import { singleNames } from '../../../shared/model/topic.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import type { HttpReply } from '../base/http.ts';
import { channelPath } from './notification-api.ts';
import { read, refusalError, refusalOf, send, tellable, type RestCall, type RestContext } from './rest.ts';

const ChannelTopicSchema = v.object({
  id: v.string(),
  state: v.optional(v.string()),
  rejectionReason: v.nullish(v.string()),
  missingPermissions: v.nullish(v.array(v.string())),
});

const ListingSchema = v.object({ entities: v.optional(v.array(ChannelTopicSchema), []) });
type ChannelTopic = v.InferOutput<typeof ChannelTopicSchema>;

/** A search for refused topics asks no more often: the service takes 300 requests a minute from a client. */
const MOST_QUESTIONS = 100;

type ChannelCall = RestCall & { readonly channelId: string };

const path = (channelId: string): string => `${channelPath(channelId)}/subscriptions`;
const bodyOf = (topics: readonly string[]): readonly { id: string }[] => topics.map((id) => ({ id }));

/** The topics that a channel carries now, in the service's spelling. */
export async function listSubscriptions(
  context: RestContext,
  call: RestCall,
  channelId: string,
): Promise<readonly string[]> {
  const reply = await channelReply(context, { ...call, channelId }, 'GET');
  return read(reply, ListingSchema, t('list the subscriptions of its channel')).entities.map(
    (topic) => topic.id,
  );
}

/**
 * Replaces the topics of a channel and says for each what became of it. Refused topics never stop the others:
 * the service is asked to ignore them, and a service that refuses the whole request all the same is asked again
 * in halves until the refused ones are found.
 *
 * Throws `channel/gone` when the channel no longer exists, and what stands against the session as a whole.
 */
export async function replaceSubscriptions(
  context: RestContext,
  call: RestCall,
  channelId: string,
  topics: readonly string[],
): Promise<readonly Subscription[]> {
  const asked = topics.slice(0, TOPICS_PER_CHANNEL);
  const surplus = topics.slice(TOPICS_PER_CHANNEL).map(beyondLimit);
  const about = { ...call, channelId };
  const reply = await channelReply(context, about, 'PUT', asked);
  if (!isTopicRefusal(reply)) return [...outcome(reply, asked, about), ...surplus];
  return [...(await replaceInParts(context, about, asked)), ...surplus];
}

function beyondLimit(topic: string): Subscription {
  const reason = t('A channel carries at most {most} topics.', { most: TOPICS_PER_CHANNEL });
  return { topic, status: 'refused', reason };
}

/**
 * Replaces the topics of a channel where the service takes none of them. What is carried and still wanted stays all
 * the while, so that none of it goes unheard. Where that holds more refused topics than are looked for, nothing is taken
 * off the channel: what was not asked about is heard as before, and a list with some of it in would be refused again.
 */
async function replaceInParts(
  context: RestContext,
  call: ChannelCall,
  topics: readonly string[],
): Promise<readonly Subscription[]> {
  const carried = await listSubscriptions(context, call, call.channelId);
  const there = singleNames(carried);
  const isCarried = (topic: string): boolean => [...singleNames([topic])].every((name) => there.has(name));
  const added = topics.filter((topic) => !isCarried(topic));
  const kept = await addInHalves(context, call, topics.filter(isCarried));
  const isSettled = kept.notAsked.length === 0;
  const results = [...kept.results, ...kept.notAsked.map(stillCarried)];
  // What is wanted no more makes room.
  if (isSettled && carried.length + added.length > TOPICS_PER_CHANNEL)
    await putConfirmed(context, call, results);
  const news = await addInHalves(context, call, added);
  results.push(...news.results, ...news.notAsked.map(notAsked));
  if (isSettled) await putConfirmed(context, call, results);
  const byTopic = new Map(results.map((result) => [result.topic, result]));
  return topics.flatMap((topic) => byTopic.get(topic) ?? []);
}

async function putConfirmed(
  context: RestContext,
  call: ChannelCall,
  results: readonly Subscription[],
): Promise<void> {
  const confirmed = results.filter(({ status }) => status === 'confirmed').map(({ topic }) => topic);
  read(await channelReply(context, call, 'PUT', confirmed), v.unknown(), t('subscribe to topics'));
}

/**
 * Adds topics to a channel, in ever smaller parts where one is refused as a whole: wide parts first, which say most.
 * Answers also with those that it did not come to ask about one by one.
 */
async function addInHalves(
  context: RestContext,
  call: ChannelCall,
  topics: readonly string[],
): Promise<{ readonly results: readonly Subscription[]; readonly notAsked: readonly string[] }> {
  const results: Subscription[] = [];
  const left: string[] = [];
  const parts = [topics];
  let questions = 0;
  for (const part of parts) {
    const [first, ...others] = part;
    if (first === undefined) continue;
    if (questions === MOST_QUESTIONS) {
      left.push(...part);
      continue;
    }
    questions += 1;
    const reply = await channelReply(context, call, 'POST', part);
    if (!isTopicRefusal(reply)) results.push(...outcome(reply, part, call));
    else if (others.length === 0) results.push(refusedBy(reply, first));
    else {
      const middle = Math.ceil(part.length / 2);
      parts.push(part.slice(0, middle), part.slice(middle));
    }
  }
  return { results, notAsked: left };
}

function stillCarried(topic: string): Subscription {
  return { topic, status: 'confirmed' };
}

function notAsked(topic: string): Subscription {
  const reason = t(
    'Genesys Cloud refuses more of these topics than Vigil looks for one by one. Leave out those that it gives a reason for, and ask for this one again.',
  );
  return { topic, status: 'refused', reason };
}

async function channelReply(
  context: RestContext,
  call: ChannelCall,
  method: 'GET' | 'PUT' | 'POST',
  topics?: readonly string[],
): Promise<HttpReply> {
  const query = topics === undefined ? '' : '?ignoreErrors=true';
  const body = topics === undefined ? undefined : bodyOf(topics);
  const reply = await send(context, call, method, path(call.channelId) + query, body);
  if (reply.status !== 404) return reply;
  throw new Failure({
    code: 'channel/gone',
    message: t('The notification channel no longer exists.'),
    httpStatus: 404,
  });
}

/** Codes that speak of topics, not of the client. Source: error codes of the subscription operations. */
function isTopicRefusal(reply: HttpReply): boolean {
  if (reply.status !== 400 && reply.status !== 403) return false;
  const { code } = refusalOf(reply);
  return code.startsWith('notification.') && code !== 'notification.unable.to.get.channel.id';
}

function outcome(reply: HttpReply, topics: readonly string[], call: ChannelCall): readonly Subscription[] {
  const { entities } = read(reply, ListingSchema, t('subscribe to topics'));
  const refused = entities.filter((entity) => entity.state?.toLowerCase() === 'rejected');
  return topics.map((topic) => {
    const against = refused.find((entity) => isPartOf(entity.id, topic));
    return against === undefined ? { topic, status: 'confirmed' } : refusedTopic(against, topic, call);
  });
}

/** For a combined topic the service may permit the combination and reject a suffix under its single name. */
function isPartOf(rejected: string, topic: string): boolean {
  const wanted = topic.toLowerCase();
  const id = rejected.toLowerCase();
  if (id === wanted) return true;
  const [prefix = '', suffixes] = wanted.split('?');
  return suffixes?.split('&').some((suffix) => id === `${prefix}.${suffix}`) ?? false;
}

function refusedTopic(entity: ChannelTopic, topic: string, call: ChannelCall): Subscription {
  const reason = tellable(entity.rejectionReason ?? t('Genesys Cloud gave no reason.'), call);
  return {
    topic,
    status: 'refused',
    reason: entity.id.toLowerCase() === topic.toLowerCase() ? reason : `${entity.id}: ${reason}`,
    ...(entity.missingPermissions == null ? {} : { missingPermissions: entity.missingPermissions }),
  };
}

/** The permission is named in the text only: `The user does not have permission "X" required for topic "T"`. */
function refusedBy(reply: HttpReply, topic: string): Subscription {
  const { message } = refusalOf(reply);
  const permission = /permissions? "([^"]+)"/.exec(message)?.[1];
  return {
    topic,
    status: 'refused',
    reason: message === '' ? refusalError(reply, t('subscribe to this topic')).message : message,
    ...(permission === undefined ? {} : { missingPermissions: [permission] }),
  };
}
