import { gapCategory, type GapCategory } from '../../../shared/model/gap-category.ts';
import type { OpenGap } from '../../../shared/model/connection-state.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { errorHeadline } from './errors.ts';
import { decimalText } from './language.ts';
import { visibleText } from './safe-text.ts';

const CATEGORIES: Record<GapCategory, () => string> = {
  network: () => t('Network'),
  service: () => t('Genesys Cloud'),
  maintenance: () => t('Maintenance'),
  credential: () => t('Credential'),
  'taken-over': () => t('Channel taken over'),
  'channel-budget': () => t('Channel budget'),
  asleep: () => t('Computer asleep'),
  'not-running': () => t('Vigil not running'),
  disconnected: () => t('Disconnected by you'),
  unknown: () => t('Unknown cause'),
};

/** What kept Vigil from hearing, in a word or two. */
export const categoryText = (category: GapCategory): string => CATEGORIES[category]();

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
  topics === null
    ? ''
    : ` · ${t('{count, plural, one {# topic} other {# topics}}', { count: topics.length })}`;

/** What a gap that is over has cost. */
export const gapLossText = ({ topics }: Scope): string =>
  topics === null
    ? t('Events in this window were not delivered and cannot be fetched.')
    : t(
        'Events of {count, plural, one {# topic} other {# topics}} in this window were not delivered and cannot be fetched.',
        { count: topics.length },
      );

/** What a gap that goes on costs. */
export const openGapLossText = ({ topics }: Scope): string =>
  topics === null
    ? t('Events are not arriving. What happens meanwhile cannot be fetched later.')
    : t(
        'Events of {count, plural, one {# topic} other {# topics}} are not arriving; the others are live. ' +
          'What happens meanwhile cannot be fetched later.',
        { count: topics.length },
      );

/** `99.2 %`: never more than it is, and all of it only when nothing was missed. */
export function percentText(share: number): string {
  if (share >= 1) return '100 %';
  const floored = Math.floor(Math.max(0, share) * 1000) / 10;
  return floored === 0 ? '0 %' : `${decimalText(floored, 1)} %`;
}
