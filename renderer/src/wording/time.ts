import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { t } from '../../../shared/text/t.ts';
import { decimalText, perLanguage } from './language.ts';

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `14:31:02`, in local time. */
export function clockTime(at: EpochMs): string {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** `14:31:02.004`, in local time. */
export function preciseTime(at: EpochMs): string {
  return `${clockTime(at)}.${pad(new Date(at).getMilliseconds(), 3)}`;
}

/** With or without milliseconds. */
export const plainTime = (at: EpochMs, hasMilliseconds: boolean): string =>
  hasMilliseconds ? preciseTime(at) : clockTime(at);

const day = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
);
const shortDay = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short' }),
);

/** `Monday, 23 November 2026`. */
export const dayName = (at: EpochMs): string => day().format(at);

/** A day of the calendar, in local time; `to` is when the next one begins. */
export interface Day {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export function dayOf(at: EpochMs): Day {
  const date = new Date(at);
  const from = new Date(date.getFullYear(), date.getMonth(), date.getDate());
  const to = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
  return { from: from.getTime(), to: to.getTime() };
}

/** `2026-11-23T14:31:02`, in local time: what a field for dates and times reads and writes. */
export function localMomentText(at: EpochMs): string {
  const date = new Date(at);
  const day = `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day}T${clockTime(at)}`;
}

/** The moment of such a text; null when it is none. */
export function localMoment(text: string): EpochMs | null {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? new Date(text).getTime() : NaN;
  return Number.isNaN(at) ? null : at;
}

export function isSameDay(one: EpochMs, other: EpochMs): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The clock time, with the day in front when it is not today: `Tue 24 Nov 09:12:00`. */
export function momentText(at: EpochMs, now: EpochMs): string {
  return isSameDay(at, now) ? clockTime(at) : `${shortDay().format(at).replace(',', '')} ${clockTime(at)}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

/** `0 s`, `0.4 s`, `39 s`, `12 m 04 s`, `5 h 12 m`, `2 d 4 h`; never negative. */
export function durationText(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 0.05 * SECOND) return '0 s';
  if (ms < 0.95 * SECOND) return t('{seconds} s', { seconds: decimalText(ms / SECOND, 1) });
  const rounded = Math.round(ms / SECOND) * SECOND;
  if (rounded < MINUTE) return t('{seconds} s', { seconds: rounded / SECOND });
  const [days, hours] = [Math.floor(rounded / DAY_MS), Math.floor((rounded % DAY_MS) / HOUR)];
  const [minutes, seconds] = [Math.floor((rounded % HOUR) / MINUTE), Math.floor((rounded % MINUTE) / SECOND)];
  if (days > 0) return t('{days} d {hours} h', { days, hours });
  if (hours > 0) return t('{hours} h {minutes} m', { hours, minutes: pad(minutes) });
  return t('{minutes} m {seconds} s', { minutes, seconds: pad(seconds) });
}

/** `now`, `39 s ago`, `12 m 04 s ago`; what seems to lie ahead is called now. */
export function agoText(at: EpochMs, now: EpochMs): string {
  const agoMs = now - at;
  return agoMs < SECOND ? t('now') : t('{duration} ago', { duration: durationText(agoMs) });
}

/** Below this a countdown only says that the try is about to happen. */
const SOON_MS = 5000;

/** `in 18 s`, or `now…` when it is a matter of seconds. */
export function countdownText(retryAt: EpochMs, now: EpochMs): string {
  const leftMs = retryAt - now;
  return leftMs < SOON_MS ? t('now…') : t('in {duration}', { duration: durationText(leftMs) });
}

const number = perLanguage((locale) => new Intl.NumberFormat(locale));

/** `1,204`. */
export const countText = (count: number): string => number().format(count);
