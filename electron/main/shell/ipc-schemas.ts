import * as v from 'valibot';
import {
  BUILT_IN_RULE_IDS,
  LONGEST_PAUSE_MS,
  MOST_ALERTS,
  RULE_BOUNDS,
  TIME_OF_DAY,
} from '../../../shared/model/alert.ts';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { MAX_PAGE_SIZE, type Argument, type Verb } from '../../../shared/ipc/contract.ts';
import { BOARD_BOUNDS } from '../../../shared/model/board.ts';
import { RETENTION_BOUNDS } from '../../../shared/model/history.ts';
import { MOST_STRETCHES, SHORTEST_STRETCH_MS } from '../../../shared/model/histogram.ts';
import { ORGANISATION_COLOURS } from '../../../shared/model/organisation-colour.ts';
import { MOST_SHOWN } from '../../../shared/model/rates.ts';
import { ACTION_IDS, STROKE } from '../../../shared/model/shortcuts.ts';
import { REPLAY_SPEEDS } from '../../../shared/model/recording.ts';
import { TOPICS_PER_CHANNEL } from '../../../shared/model/subscription.ts';
import { MAX_NOTE_LENGTH } from '../../../shared/model/timeline.ts';
import { TOPIC_MAX_LENGTH } from '../../../shared/model/topic.ts';
import { VIEW_NAMES } from '../../../shared/model/view-name.ts';

/**
 * What the window may send, verb by verb, with bounds on every length and number. It checks shape and size only;
 * whether an address or a name makes sense is judged, and explained, where it is used.
 */
type Schemas = { readonly [V in Verb]: v.GenericSchema<unknown, Argument<V>> };

const MINUTE_MS = 60_000;

/** All channels of a client id, filled. How many Vigil takes of them is judged, and explained, further in. */
const MAX_TOPICS = 20 * TOPICS_PER_CHANNEL;

/** The largest frame that the socket takes can be copied as a whole. */
const MAX_COPIED_LENGTH = 32 * 1024 * 1024;

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** It may name a file. */
const noticeId = v.pipe(v.string(), v.minLength(1), v.maxLength(5_000));
const field = v.pipe(v.string(), v.maxLength(2_000));
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
/** Of an entry. */
const position = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
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
  colour: v.exactOptional(v.picklist(ORGANISATION_COLOURS)),
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
  v.strictObject({ lever: v.literal('hostile'), kind: v.picklist(['strange', 'deep', 'large']) }),
  v.strictObject({ lever: v.literal('burst'), count: count(100_000), perSecond: count(10_000) }),
  v.strictObject({ lever: v.literal('duplicate'), durationMs }),
  v.strictObject({ lever: v.literal('restore') }),
]);

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));
const retention = v.strictObject({
  maxAgeMs: within(RETENTION_BOUNDS.maxAgeMs),
  maxBytes: within(RETENTION_BOUNDS.maxBytes),
});

const topics = (most: number) =>
  v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(TOPIC_MAX_LENGTH))), v.maxLength(most));

const storedAt = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const countByTime = v.pipe(
  v.strictObject({
    filter: field,
    from: v.picklist(['before', 'after']),
    position: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    since: storedAt,
    until: storedAt,
    bucketMs: v.pipe(v.number(), v.safeInteger(), v.minValue(SHORTEST_STRETCH_MS)),
  }),
  v.check(({ since, until, bucketMs }) => until - since <= MOST_STRETCHES * bucketMs),
);

const moment = v.pipe(v.number(), v.minValue(-8.64e15), v.maxValue(8.64e15));

const exportRequest = v.strictObject({
  format: v.picklist(['session', 'csv', 'har']),
  filter: field,
  isRedacted: v.boolean(),
  from: v.nullable(moment),
  to: v.nullable(moment),
});

const groupSource = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['queue', 'team']), id }),
  v.strictObject({
    kind: v.literal('list'),
    id,
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(BOARD_BOUNDS.nameLength)),
    userIds: v.pipe(v.array(id), v.maxLength(BOARD_BOUNDS.people)),
  }),
]);
const groupRef = v.strictObject({ kind: v.picklist(['queue', 'team', 'list']), id });
const stateLimit = v.pipe(
  v.strictObject({
    state: v.variant('kind', [
      v.strictObject({ kind: v.literal('presence'), systemPresence: id, definitionId: v.nullable(id) }),
      v.strictObject({ kind: v.literal('routing'), status: id }),
    ]),
    group: v.nullable(groupRef),
    warnAfterMs: within(BOARD_BOUNDS.limitMs),
    overAfterMs: within(BOARD_BOUNDS.limitMs),
  }),
  v.check(({ warnAfterMs, overAfterMs }) => warnAfterMs <= overAfterMs),
);
const channels = v.strictObject({ notification: v.boolean(), sound: v.boolean() });
const timeOfDay = v.pipe(v.string(), v.regex(TIME_OF_DAY));
/** Of an alert: ids of a rule and an organisation, and where and when it began. */
const alertId = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));

const ruleDraft = v.strictObject({
  id: v.exactOptional(id),
  name: field,
  isOn: v.boolean(),
  filter: field,
  forMs: within(RULE_BOUNDS.forMs),
  scope: v.variant('kind', [
    v.strictObject({ kind: v.literal('everyone') }),
    v.strictObject({ kind: v.literal('organisation'), profileId: id }),
    v.strictObject({ kind: v.literal('group'), profileId: id, group: groupRef }),
    v.strictObject({ kind: v.literal('agent'), profileId: id, userId: id }),
  ]),
  channels,
  coolDownMs: within(RULE_BOUNDS.coolDownMs),
  quietHours: v.nullable(v.strictObject({ from: timeOfDay, to: timeOfDay })),
  isUrgent: v.boolean(),
});

export const ARGUMENT_SCHEMAS: Schemas = {
  getSnapshot: v.null(),
  saveProfile: profileDraft,
  removeProfile: v.strictObject({ profileId: id }),
  testConnection: profileDraft,
  checkPath: v.null(),
  connect: v.strictObject({ profileId: id }),
  showProfile: v.strictObject({ profileId: id }),
  disconnect: v.strictObject({ profileId: id }),
  tryNow: v.null(),
  listTopics: v.null(),
  setTopics: v.strictObject({ topics: topics(MAX_TOPICS) }),
  getEntry: v.strictObject({ position }),
  getNeighbours: v.strictObject({ position }),
  markEntry: v.strictObject({
    position,
    mark: v.strictObject({
      isPinned: v.exactOptional(v.boolean()),
      note: v.exactOptional(v.pipe(v.string(), v.maxLength(MAX_NOTE_LENGTH))),
    }),
  }),
  findPosition: v.strictObject({ at: v.pipe(v.number(), v.safeInteger()) }),
  countEntries: v.strictObject({ filter: field }),
  watchEntries: v.strictObject({ filter: field }),
  queryEntries: v.strictObject({
    from: v.picklist(['before', 'after']),
    position: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    limit: count(MAX_PAGE_SIZE),
    filter: field,
  }),
  countByTime,
  getRates: v.strictObject({ shown: topics(MOST_SHOWN), ranked: topics(MAX_TOPICS) }),
  previewGroup: v.strictObject({ profileId: id, source: groupSource }),
  watchGroup: v.strictObject({ profileId: id, source: groupSource }),
  unwatchGroup: v.strictObject({ profileId: id, group: groupRef }),
  setLimits: v.strictObject({
    profileId: id,
    limits: v.pipe(v.array(stateLimit), v.maxLength(BOARD_BOUNDS.limits)),
  }),
  getAgentDay: v.strictObject({ profileId: id, userId: id, from: moment, to: moment }),
  listTeams: v.strictObject({ profileId: id }),
  setTheme: v.strictObject({ theme: v.picklist(['system', 'light', 'dark']) }),
  setLanguage: v.strictObject({ language: v.picklist(['system', 'en', 'de']) }),
  saveView: v.strictObject({ name: field, filter: field }),
  removeView: v.strictObject({ name: field }),
  saveRule: ruleDraft,
  removeRule: v.strictObject({ ruleId: id }),
  setBuiltInRule: v.strictObject({
    ruleId: v.picklist(BUILT_IN_RULE_IDS),
    choice: v.strictObject({ isOn: v.boolean(), channels }),
  }),
  tryRule: ruleDraft,
  readAlerts: v.strictObject({ ids: v.nullable(v.pipe(v.array(alertId), v.maxLength(MOST_ALERTS))) }),
  pauseAlerts: v.strictObject({
    forMs: v.nullable(within({ least: 0, most: LONGEST_PAUSE_MS })),
  }),
  setTimelineDisplay: v.strictObject({
    order: v.picklist(['newest-last', 'newest-first']),
    time: v.picklist(['clock', 'ago']),
    hasMilliseconds: v.boolean(),
    moment: v.picklist(['stored', 'happened']),
    density: v.picklist(['comfortable', 'compact']),
  }),
  setKeys: v.strictObject({
    hasSingleKeys: v.boolean(),
    changed: v.record(v.picklist(ACTION_IDS), v.nullable(v.pipe(v.string(), v.regex(STROKE)))),
  }),
  setLastView: v.strictObject({ view: v.picklist(VIEW_NAMES) }),
  setOnClose: v.strictObject({ onClose: v.picklist(['ask', 'keep-watching', 'quit']) }),
  closeWindow: v.null(),
  countOverLimit: v.strictObject({
    agents: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  }),
  getLoginItem: v.null(),
  setLoginItem: v.strictObject({ isOn: v.boolean() }),
  dismissNotice: v.strictObject({ id: noticeId, profileId: v.nullable(id) }),
  actOnNotice: v.strictObject({
    id: noticeId,
    profileId: v.nullable(id),
    action: v.picklist(['retry-history', 'stay-in-memory', 'show-file']),
  }),
  describeHistory: v.null(),
  previewRetention: retention,
  setRetention: retention,
  eraseHistory: v.strictObject({ profileId: id }),
  previewExport: exportRequest,
  exportEntries: exportRequest,
  cancelExport: v.null(),
  showExport: v.strictObject({ id }),
  openRecording: v.strictObject({ path: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(5_000))) }),
  controlReplay: v.variant('command', [
    v.strictObject({ command: v.picklist(['play', 'pause', 'next', 'end', 'leave']) }),
    v.strictObject({ command: v.literal('seek'), at: moment }),
    v.strictObject({ command: v.literal('speed'), speed: v.picklist(REPLAY_SPEEDS) }),
  ]),
  copyText: v.strictObject({ text: v.pipe(v.string(), v.maxLength(MAX_COPIED_LENGTH)) }),
  pullLever: lever,
};
