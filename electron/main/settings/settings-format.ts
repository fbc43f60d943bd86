import * as v from 'valibot';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { PRACTICE_PROFILE_ID, type Profile } from '../../../shared/model/profile.ts';
import { Failure } from '../base/failure.ts';
import { orgUrlsOf } from './org-url.ts';
import { PRACTICE_PROFILE, type Settings } from './settings.ts';

/** Raised when a change to the format would be misread by an older Vigil. */
export const SETTINGS_VERSION = 1;

export type ParsedSettings =
  | { readonly outcome: 'read'; readonly settings: Settings }
  | { readonly outcome: 'newer'; readonly version: number }
  | { readonly outcome: 'corrupt' };

const targetSchema = v.variant('kind', [
  v.object({ kind: v.literal('practice') }),
  v.object({ kind: v.literal('region'), region: v.picklist(REGIONS.map(({ id }) => id)) }),
  v.pipe(
    v.object({ kind: v.literal('custom'), loginUrl: v.string(), apiUrl: v.string() }),
    // A file edited by hand must not send a secret in plain text either.
    v.check((target) => hasAcceptableUrls(target)),
  ),
]);

const profileSchema = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  name: v.string(),
  target: targetSchema,
  clientId: v.string(),
  topics: v.array(v.string()),
  extendsChannels: v.exactOptional(v.boolean()),
});

const settingsSchema = v.object({
  version: v.literal(SETTINGS_VERSION),
  profiles: v.pipe(
    v.array(profileSchema),
    v.check((profiles) => new Set(profiles.map(({ id }) => id)).size === profiles.length),
  ),
  activeProfileId: v.string(),
  theme: v.picklist(['system', 'light', 'dark']),
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
  const { activeProfileId, theme, isWelcomeDone } = parsed.output;
  const profiles = withPracticeFirst(parsed.output.profiles);
  const isActiveKnown = profiles.some(({ id }) => id === activeProfileId);
  return {
    outcome: 'read',
    settings: {
      profiles,
      activeProfileId: isActiveKnown ? activeProfileId : PRACTICE_PROFILE_ID,
      theme,
      isWelcomeDone,
    },
  };
}

export function formatSettings(settings: Settings): string {
  return `${JSON.stringify({ version: SETTINGS_VERSION, ...settings }, null, 2)}\n`;
}

/** Of the practice profile only the topics are the user's; the rest is Vigil's own. */
function withPracticeFirst(profiles: readonly Profile[]): readonly Profile[] {
  const stored = profiles.find(({ id }) => id === PRACTICE_PROFILE_ID);
  const practice = { ...PRACTICE_PROFILE, topics: stored?.topics ?? [] };
  const others = profiles.filter(
    ({ id, target }) => id !== PRACTICE_PROFILE_ID && target.kind !== 'practice',
  );
  return [practice, ...others];
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
