import type { Directory } from '../../../../shared/model/directory.ts';
import type { CatalogueTopic } from '../../../../shared/model/topic.ts';
import { t } from '../../../../shared/text/t.ts';
import { singlesOf, withCombined, withoutTopics } from './selection.ts';

/** A choice of topics that many want, for everyone at once. */
export interface Preset {
  readonly id: string;
  readonly label: () => string;
  /** Templates that it needs, up to the last segment, and the last segments. */
  readonly prefix: string;
  readonly suffixes: readonly string[];
  readonly whose: 'users' | 'queues';
}

export const PRESETS: readonly Preset[] = [
  {
    id: 'agents',
    label: () => t('All agents: presence and routing status'),
    prefix: 'v2.users.{id}',
    suffixes: ['presence', 'routingStatus'],
    whose: 'users',
  },
  {
    id: 'queues',
    label: () => t('All queues: waiting and interacting'),
    prefix: 'v2.analytics.queues.{id}',
    suffixes: ['observations'],
    whose: 'queues',
  },
];

export interface PresetState {
  readonly preset: Preset;
  /** For how many people or queues it stands. */
  readonly count: number;
  /** All of its topics are wanted. */
  readonly isOn: boolean;
}

const prefixesOf = ({ prefix, whose }: Preset, directory: Directory): readonly string[] =>
  Object.keys(directory[whose]).map((id) => prefix.replace('{id}', id));

/** The presets that this organisation has topics for, and which of them are on. */
export function presetStates(
  directory: Directory,
  catalogue: readonly CatalogueTopic[],
  wanted: readonly string[],
): readonly PresetState[] {
  const templates = new Set(catalogue.map(({ template }) => template.replaceAll(/\{[^}]*\}/g, '{id}')));
  const singles = singlesOf(wanted);
  return PRESETS.filter(({ prefix, suffixes }) =>
    suffixes.every((suffix) => templates.has(`${prefix}.${suffix}`)),
  ).map((preset) => {
    const prefixes = prefixesOf(preset, directory);
    const isOn =
      prefixes.length > 0 &&
      prefixes.every((prefix) => preset.suffixes.every((suffix) => singles.has(`${prefix}.${suffix}`)));
    return { preset, count: prefixes.length, isOn };
  });
}

/** Turns a preset on, or off when it is on. */
export function togglePreset(
  { preset, isOn }: PresetState,
  directory: Directory,
  wanted: readonly string[],
): readonly string[] {
  const prefixes = prefixesOf(preset, directory);
  if (!isOn) return withCombined(wanted, prefixes, preset.suffixes);
  const singles = prefixes.flatMap((prefix) => preset.suffixes.map((suffix) => `${prefix}.${suffix}`));
  return withoutTopics(wanted, new Set(singles));
}
