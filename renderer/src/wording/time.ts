import type { EpochMs } from '../../../shared/model/connection-state.ts';

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

const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const SHORT_DAY = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });

/** `Monday, 23 November 2026`. */
export const dayName = (at: EpochMs): string => DAY.format(at);

export function isSameDay(one: EpochMs, other: EpochMs): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** The clock time, with the day in front when it is not today: `Tue 24 Nov 09:12:00`. */
export function momentText(at: EpochMs, now: EpochMs): string {
  return isSameDay(at, now) ? clockTime(at) : `${SHORT_DAY.format(at).replace(',', '')} ${clockTime(at)}`;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;

/** `0 s`, `0.4 s`, `39 s`, `12 m 04 s`, `5 h 12 m`, `2 d 4 h`; never negative. */
export function durationText(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 0.05 * SECOND) return '0 s';
  if (ms < 0.95 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  const rounded = Math.round(ms / SECOND) * SECOND;
  if (rounded < MINUTE) return `${String(rounded / SECOND)} s`;
  const [days, hours] = [Math.floor(rounded / DAY_MS), Math.floor((rounded % DAY_MS) / HOUR)];
  const [minutes, seconds] = [Math.floor((rounded % HOUR) / MINUTE), Math.floor((rounded % MINUTE) / SECOND)];
  if (days > 0) return `${String(days)} d ${String(hours)} h`;
  if (hours > 0) return `${String(hours)} h ${pad(minutes)} m`;
  return `${String(minutes)} m ${pad(seconds)} s`;
}

/** Below this a countdown only says that the try is about to happen. */
const SOON_MS = 5000;

/** `in 18 s`, or `now…` when it is a matter of seconds. */
export function countdownText(retryAt: EpochMs, now: EpochMs): string {
  const leftMs = retryAt - now;
  return leftMs < SOON_MS ? 'now…' : `in ${durationText(leftMs)}`;
}

const COUNT = new Intl.NumberFormat('en-GB');

/** `1,204`. */
export const countText = (count: number): string => COUNT.format(count);

/** `1 topic`, `1,204 topics`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
