import { RETENTION_BOUNDS, type RetentionPolicy } from '../../../../shared/model/history.ts';
import { t } from '../../../../shared/text/t.ts';
import { countText } from '../../wording/time.ts';

const DAY_MS = 86_400_000;
const GIGABYTE = 1024 ** 3;
const MOST_DAYS = RETENTION_BOUNDS.maxAgeMs.most / DAY_MS;
const MOST_GIGABYTES = RETENTION_BOUNDS.maxBytes.most / GIGABYTE;
/** A field shows hundredths of a gigabyte, and the least that may be chosen is a little less than one. */
const LEAST_GIGABYTES = 0.01;

/** Limits of a history as they are typed. */
export interface LimitFields {
  readonly days: string;
  readonly gigabytes: string;
}

export type LimitProblems = { readonly [K in keyof LimitFields]?: string };

export function fieldsOf({ maxAgeMs, maxBytes }: RetentionPolicy): LimitFields {
  return {
    days: String(Math.round(maxAgeMs / DAY_MS)),
    gigabytes: String(Math.round((maxBytes / GIGABYTE) * 100) / 100),
  };
}

export const isSame = (one: LimitFields, other: LimitFields): boolean =>
  one.days === other.days && one.gigabytes === other.gigabytes;

/** What fields mean; null when one of them has a problem. */
export function limitsOf(fields: LimitFields): RetentionPolicy | null {
  if (Object.keys(problemsOf(fields)).length > 0) return null;
  return {
    maxAgeMs: Number(fields.days) * DAY_MS,
    maxBytes: Math.round(Number(fields.gigabytes) * GIGABYTE),
  };
}

/** What is wrong with them, field by field. */
export function problemsOf({ days, gigabytes }: LimitFields): LimitProblems {
  const areDaysRight = /^\d+$/.test(days.trim()) && Number(days) >= 1 && Number(days) <= MOST_DAYS;
  const isSizeRight =
    /^\d*\.?\d+$/.test(gigabytes.trim()) &&
    Number(gigabytes) >= LEAST_GIGABYTES &&
    Number(gigabytes) <= MOST_GIGABYTES;
  return {
    ...(areDaysRight
      ? {}
      : {
          days: t('A whole number of days, from 1 to {most}.', { most: countText(MOST_DAYS) }),
        }),
    ...(isSizeRight
      ? {}
      : {
          gigabytes: t('A number of gigabytes, from {least} to {most}.', {
            least: LEAST_GIGABYTES,
            most: countText(MOST_GIGABYTES),
          }),
        }),
  };
}
