import * as v from 'valibot';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { MAX_PAGE_SIZE, type Argument, type Verb } from '../../../shared/ipc/contract.ts';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';
import { TOPIC_MAX_LENGTH } from '../../../shared/model/topic.ts';

/**
 * What the window may send, verb by verb, with bounds on every length and number. It checks shape and size only;
 * whether an address or a name makes sense is judged, and explained, where it is used.
 */
type Schemas = { readonly [V in Verb]: v.GenericSchema<unknown, Argument<V>> };

const MINUTE_MS = 60_000;

/** All channels of a client id, filled. How many Vigil takes of them is judged, and explained, further in. */
const MAX_TOPICS = 20 * TOPICS_PER_CHANNEL;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const field = v.pipe(v.string(), v.maxLength(2_000));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const durationMs = v.pipe(v.number(), v.minValue(0), v.maxValue(10 * MINUTE_MS));

const target = v.variant('kind', [
  v.strictObject({ kind: v.literal('practice') }),
  v.strictObject({ kind: v.literal('region'), region: v.picklist(REGIONS.map((region) => region.id)) }),
  v.strictObject({ kind: v.literal('custom'), loginUrl: field, apiUrl: field }),
]);

const profileDraft = v.strictObject({
  id: v.exactOptional(id),
  name: field,
  target,
  clientId: field,
  clientSecret: v.exactOptional(field),
  extendsChannels: v.exactOptional(v.boolean()),
});

const lever = v.variant('lever', [
  v.strictObject({
    lever: v.literal('drop'),
    closeCode: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(4999))),
  }),
  v.strictObject({ lever: v.literal('freeze'), durationMs }),
  v.strictObject({ lever: v.literal('mute'), durationMs }),
  v.strictObject({ lever: v.literal('expire-token') }),
  v.strictObject({ lever: v.literal('revoke-token') }),
  v.strictObject({ lever: v.literal('socket-closing'), graceMs: durationMs }),
  v.strictObject({ lever: v.literal('expire-channel') }),
  v.strictObject({ lever: v.literal('evict-channel') }),
  v.strictObject({ lever: v.literal('outage'), durationMs }),
  v.strictObject({
    lever: v.literal('answer'),
    part: v.picklist(['token', 'api', 'upgrade']),
    status: v.pipe(v.number(), v.integer(), v.minValue(400), v.maxValue(599)),
    durationMs,
    retryAfterSeconds: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600))),
  }),
  v.strictObject({ lever: v.literal('slow'), delayMs: durationMs, durationMs }),
  v.strictObject({ lever: v.literal('malformed'), count: count(1_000) }),
  v.strictObject({ lever: v.literal('burst'), count: count(100_000), perSecond: count(10_000) }),
  v.strictObject({ lever: v.literal('duplicate'), durationMs }),
  v.strictObject({ lever: v.literal('restore') }),
]);

export const ARGUMENT_SCHEMAS: Schemas = {
  getSnapshot: v.null(),
  saveProfile: profileDraft,
  removeProfile: v.strictObject({ profileId: id }),
  testConnection: profileDraft,
  checkPath: v.null(),
  connect: v.strictObject({ profileId: id }),
  disconnect: v.null(),
  tryNow: v.null(),
  listTopics: v.null(),
  setTopics: v.strictObject({
    topics: v.pipe(
      v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(TOPIC_MAX_LENGTH))),
      v.maxLength(MAX_TOPICS),
    ),
  }),
  queryEntries: v.strictObject({
    from: v.picklist(['before', 'after']),
    position: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    limit: count(MAX_PAGE_SIZE),
  }),
  setTheme: v.strictObject({ theme: v.picklist(['system', 'light', 'dark']) }),
  dismissNotice: v.strictObject({ id }),
  copyText: v.strictObject({ text: v.pipe(v.string(), v.maxLength(5_000_000)) }),
  pullLever: lever,
};
