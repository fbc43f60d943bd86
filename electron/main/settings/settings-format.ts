import * as v from 'valibot';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { BOARD_BOUNDS } from '../../../shared/model/board.ts';
import { FIRST_CHOICES } from '../../../shared/model/alert.ts';
import { RETENTION_BOUNDS } from '../../../shared/model/history.ts';
import { colourOf, nextColour, ORGANISATION_COLOURS } from '../../../shared/model/organisation-colour.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import {
  ACTION_IDS,
  DEFAULT_KEYS,
  STROKE,
  type ActionId,
  type KeyChoices,
} from '../../../shared/model/shortcuts.ts';
import { DEFAULT_DISPLAY } from '../../../shared/model/timeline-display.ts';
import { VIEW_NAMES } from '../../../shared/model/view-name.ts';
import { Failure } from '../base/failure.ts';
import { AlertRuleSchema, BuiltInChoicesSchema } from './alert-rule-schema.ts';
import { orgUrlsOf } from './org-url.ts';
import { PRACTICE_PROFILE, type Settings } from './settings.ts';

/** Raised when a change to the format would be misread by an older Vigil. */
export const SETTINGS_VERSION = 2;

export type ParsedSettings =
  | { readonly outcome: 'read'; readonly settings: Settings }
  | { readonly outcome: 'newer'; readonly version: number }
  | { readonly outcome: 'corrupt' };

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most));

const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('practice') }),
  v.object({ kind: v.literal('region'), region: v.picklist(REGIONS.map(({ id }) => id)) }),
  v.pipe(
    v.object({ kind: v.literal('custom'), loginUrl: v.string(), apiUrl: v.string() }),
    // A file edited by hand must not send a secret in plain text either.
    v.check((target) => hasAcceptableUrls(target)),
  ),
]);

const boundedText = v.pipe(v.string(), v.minLength(1), v.maxLength(BOARD_BOUNDS.nameLength));
const groupKind = v.picklist(['queue', 'team', 'list']);
const groupSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['queue', 'team']), id: boundedText }),
  v.object({
    kind: v.literal('list'),
    id: boundedText,
    name: boundedText,
    userIds: v.pipe(v.array(boundedText), v.maxLength(BOARD_BOUNDS.people)),
  }),
]);

const limitSchema = v.pipe(
  v.object({
    state: v.variant('kind', [
      v.object({
        kind: v.literal('presence'),
        systemPresence: boundedText,
        definitionId: v.nullable(boundedText),
      }),
      v.object({ kind: v.literal('routing'), status: boundedText }),
    ]),
    group: v.nullable(v.object({ kind: groupKind, id: boundedText })),
    warnAfterMs: within(BOARD_BOUNDS.limitMs),
    overAfterMs: within(BOARD_BOUNDS.limitMs),
  }),
  v.check(({ warnAfterMs, overAfterMs }) => warnAfterMs <= overAfterMs),
);

const profileSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.string(),
  target: targetSchema,
  clientId: v.string(),
  topics: v.array(v.string()),
  colour: v.exactOptional(v.fallback(v.picklist(ORGANISATION_COLOURS), ORGANISATION_COLOURS[0])),
  extendsChannels: v.exactOptional(v.boolean()),
  retention: v.exactOptional(
    v.object({ maxAgeMs: within(RETENTION_BOUNDS.maxAgeMs), maxBytes: within(RETENTION_BOUNDS.maxBytes) }),
  ),
  groups: v.exactOptional(v.pipe(v.array(groupSchema), v.maxLength(BOARD_BOUNDS.groups))),
  limits: v.exactOptional(v.pipe(v.array(limitSchema), v.maxLength(BOARD_BOUNDS.limits))),
});

const displaySchema = v.object({
  order: v.picklist(['newest-last', 'newest-first']),
  time: v.picklist(['clock', 'ago']),
  hasMilliseconds: v.boolean(),
  moment: v.picklist(['stored', 'happened']),
  density: v.picklist(['comfortable', 'compact']),
});

const keysSchema = v.object({
  hasSingleKeys: v.boolean(),
  changed: v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((changed) => knownKeys(changed)),
  ),
});

const settingsSchema = v.object({
  // Version 1 knew no limits of a history and no views; one that knows none would delete what the user wanted kept.
  version: v.picklist([1, SETTINGS_VERSION]),
  profiles: v.pipe(
    v.array(profileSchema),
    v.check((profiles) => new Set(profiles.map(({ id }) => id)).size === profiles.length),
  ),
  activeProfileId: v.string(),
  // Before several could be connected, it was the active one.
  connectedProfileIds: v.exactOptional(v.array(v.string())),
  theme: v.picklist(['system', 'light', 'dark']),
  // Before there was a choice, and where a later Vigil speaks another language, the system decides.
  language: v.optional(v.fallback(v.picklist(['system', 'en', 'de']), 'system'), 'system'),
  // Version 1 knew none of these choices; they are never worth setting a file aside.
  timeline: v.optional(v.fallback(displaySchema, DEFAULT_DISPLAY), DEFAULT_DISPLAY),
  // A filter that this Vigil cannot read is kept: it says so when it is chosen.
  views: v.optional(v.array(v.object({ name: v.string(), filter: v.string() })), []),
  // A rule that a later Vigil wrote is no reason to lose the rest.
  alertRules: v.optional(v.fallback(v.array(AlertRuleSchema), []), []),
  builtInAlerts: v.optional(v.fallback(BuiltInChoicesSchema, FIRST_CHOICES), FIRST_CHOICES),
  keys: v.optional(v.fallback(keysSchema, DEFAULT_KEYS), DEFAULT_KEYS),
  onClose: v.optional(v.fallback(v.picklist(['ask', 'keep-watching', 'quit']), 'ask'), 'ask'),
  lastView: v.optional(v.fallback(v.picklist(VIEW_NAMES), 'timeline'), 'timeline'),
  isWelcomeDone: v.boolean(),
});

const versionSchema = v.object({ version: v.number() });

/** Reads the text of a settings file. Trusts nothing: anybody may have edited it. */
export function parseSettings(text: string): ParsedSettings {
  const content = parseJson(text);
  const header = v.safeParse(versionSchema, content);
  if (header.success && header.output.version > SETTINGS_VERSION) {
    return { outcome: 'newer', version: header.output.version };
  }
  const parsed = v.safeParse(settingsSchema, content);
  if (!parsed.success) return { outcome: 'corrupt' };
  const { theme, language, timeline, views, alertRules, builtInAlerts } = parsed.output;
  const { keys, onClose, lastView, isWelcomeDone } = parsed.output;
  const profiles = withPracticeFirst(parsed.output.profiles);
  const isKnown = (profileId: string): boolean => profiles.some(({ id }) => id === profileId);
  const activeProfileId = isKnown(parsed.output.activeProfileId)
    ? parsed.output.activeProfileId
    : PRACTICE_PROFILE_ID;
  const connected = parsed.output.connectedProfileIds ?? [activeProfileId];
  return {
    outcome: 'read',
    settings: {
      profiles,
      activeProfileId,
      connectedProfileIds: [...new Set(connected)].filter(isKnown),
      theme,
      language,
      timeline,
      views,
      alertRules,
      builtInAlerts,
      keys,
      onClose,
      lastView,
      isWelcomeDone,
    },
  };
}

export function formatSettings(settings: Settings): string {
  return `${JSON.stringify({ version: SETTINGS_VERSION, ...settings }, null, 2)}\n`;
}

/** A key of an action that this Vigil does not know, or that nobody can press, is left out. */
function knownKeys(changed: Readonly<Record<string, unknown>>): KeyChoices['changed'] {
  const keys = ACTION_IDS.flatMap((action): [ActionId, string | null][] => {
    const stroke = changed[action];
    if (stroke === null || (typeof stroke === 'string' && STROKE.test(stroke))) return [[action, stroke]];
    return [];
  });
  return Object.fromEntries(keys);
}

/** Of the practice profile only what is watched, and how long, is the user's; the rest is Vigil's own. */
function withPracticeFirst(profiles: readonly Profile[]): readonly Profile[] {
  const stored = profiles.find(({ id }) => id === PRACTICE_PROFILE_ID);
  const practice: Profile = {
    ...PRACTICE_PROFILE,
    topics: stored?.topics ?? [],
    ...(stored?.retention === undefined ? {} : { retention: stored.retention }),
    ...(stored?.groups === undefined ? {} : { groups: stored.groups }),
    ...(stored?.limits === undefined ? {} : { limits: stored.limits }),
  };
  const others = profiles.filter(
    ({ id, target }) => id !== PRACTICE_PROFILE_ID && target.kind !== 'practice',
  );
  return others.reduce(withColoured, [practice]);
}

/** Profiles from before there were colours get them in turn. */
function withColoured(profiles: readonly Profile[], profile: Profile): readonly Profile[] {
  const colour = profile.colour ?? nextColour(profiles.map(colourOf));
  return [...profiles, { ...profile, colour }];
}

function hasAcceptableUrls(target: {
  readonly kind: 'custom';
  readonly loginUrl: string;
  readonly apiUrl: string;
}): boolean {
  try {
    orgUrlsOf(target);
    return true;
  } catch (thrown) {
    if (thrown instanceof Failure) return false;
    throw thrown;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
