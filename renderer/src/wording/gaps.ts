import { gapCategory, type GapCategory } from '../../../shared/model/gap-category.ts';
import type { OpenGap } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { errorHeadline } from './errors.ts';
import { visibleText } from './safe-text.ts';
import { plural } from './time.ts';

const CATEGORIES: Record<GapCategory, string> = {
  network: 'Network',
  service: 'Genesys Cloud',
  maintenance: 'Maintenance',
  credential: 'Credential',
  'taken-over': 'Channel taken over',
  'channel-budget': 'Channel budget',
  asleep: 'Computer asleep',
  'not-running': 'Vigil not running',
  disconnected: 'Disconnected by you',
  unknown: 'Unknown cause',
};

/** What kept Vigil from hearing, in a word or two. */
export const categoryText = (category: GapCategory): string => CATEGORIES[category];

/** Where one word says as much as the error does. */
const PLAIN: ReadonlySet<GapCategory> = new Set(['taken-over', 'asleep', 'not-running', 'disconnected']);

/** `Network · Connection closed`, or just `Vigil not running`. */
export function gapCauseText(cause: MonitorError): string {
  const category = gapCategory(cause);
  return PLAIN.has(category) ? categoryText(category) : `${categoryText(category)} · ${errorHeadline(cause)}`;
}

/** The same with what the error says, which for some is all there is to say. */
export function gapCauseSentence(cause: MonitorError): string {
  const message = visibleText(cause.message);
  const isSaid = cause.code === 'app/not-running' || cause.code === 'app/asleep';
  return isSaid ? message : `${gapCauseText(cause)}: ${message}`;
}

type Scope = Pick<OpenGap, 'topics'>;

/** ` · 500 topics` of a gap that was not about everything, else nothing. */
export const gapScopeText = ({ topics }: Scope): string =>
  topics === null ? '' : ` · ${plural(topics.length, 'topic')}`;

const lostEvents = ({ topics }: Scope): string =>
  topics === null ? 'Events' : `Events of ${plural(topics.length, 'topic')}`;

/** What a gap that is over has cost. */
export const gapLossText = (gap: Scope): string =>
  `${lostEvents(gap)} in this window were not delivered and cannot be fetched.`;

/** What a gap that goes on costs. */
export function openGapLossText(gap: Scope): string {
  const others = gap.topics === null ? '' : '; the others are live';
  return `${lostEvents(gap)} are not arriving${others}. What happens meanwhile cannot be fetched later.`;
}

/** `99.2 %`: never more than it is, and all of it only when nothing was missed. */
export function percentText(share: number): string {
  if (share >= 1) return '100 %';
  const floored = Math.floor(Math.max(0, share) * 1000) / 10;
  return floored === 0 ? '0 %' : `${floored.toFixed(1)} %`;
}
