import { assertNever } from '../assert-never.ts';
import type { Compare, Moment, Quantity } from './filter.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Largest first, as they are written one behind the other: `1h30m`. */
const UNITS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['m', MINUTE_MS],
  ['s', SECOND_MS],
  ['ms', 1],
] as const;

const NUMBER = /^-?\d{1,15}(\.\d{1,9})?$/;
const DURATION = /^(?:(\d{1,9})d)?(?:(\d{1,9})h)?(?:(\d{1,9})m(?!s))?(?:(\d{1,9})s)?(?:(\d{1,12})ms)?$/i;
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T([\d:.]+)(Z?))?$/i;

/** Turns dates on the calendar of the reader into moments: where days begin is a matter of the zone and of the season. */
export interface Zone {
  /** The moment at so many milliseconds of clock time after midnight of a date. Days may overflow the month. */
  readonly momentOf: (year: number, month: number, day: number, clockMs: number) => number;
  /** The date of a moment; months count from 1. */
  readonly dateOf: (at: number) => readonly [year: number, month: number, day: number];
}

/** The zone that this computer is set to. */
export const SYSTEM_ZONE: Zone = {
  momentOf: (year, month, day, clockMs) => new Date(year, month - 1, day, 0, 0, 0, clockMs).getTime(),
  dateOf: (at) => {
    const date = new Date(at);
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  },
};

/** Days that begin at midnight UTC and are of one length. */
export const UTC: Zone = {
  momentOf: (year, month, day, clockMs) => Date.UTC(year, month - 1, day) + clockMs,
  dateOf: (at) => {
    const date = new Date(at);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  },
};

/** A number, a length of time (`1h30m`) or a moment (`14:30`, `2026-11-24`, `-15m`); null for anything else. */
export function parseQuantity(text: string): Quantity | null {
  // Adding nothing takes the sign off zero.
  if (NUMBER.test(text)) return { unit: 'number', number: Number(text) + 0 };
  const ms = parseDuration(text);
  if (ms !== null) return { unit: 'duration', ms };
  const moment = parseMoment(text);
  return moment === null ? null : { unit: 'moment', moment };
}

function parseDuration(text: string): number | null {
  if (text === '') return null;
  const match = DURATION.exec(text);
  if (match === null) return null;
  const ms = UNITS.reduce((sum, [, unitMs], index) => sum + Number(match[index + 1] ?? 0) * unitMs, 0);
  return Number.isSafeInteger(ms) ? ms : null;
}

function parseMoment(text: string): Moment | null {
  const lower = text.toLowerCase();
  if (lower === 'today') return { kind: 'days-ago', days: 0 };
  if (lower === 'yesterday') return { kind: 'days-ago', days: 1 };
  if (text.startsWith('-')) {
    const ms = parseDuration(text.slice(1));
    return ms === null ? null : { kind: 'ago', ms };
  }
  const clockMs = parseClock(text);
  return clockMs === null ? parseDate(text) : { kind: 'clock', clockMs };
}

function parseClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds = '0', fraction = ''] = match;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const wholeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return wholeMs + Number(fraction.padEnd(3, '0'));
}

function parseDate(text: string): Moment | null {
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1, 4).map(Number);
  if (year === undefined || month === undefined || day === undefined || !isDate(year, month, day))
    return null;
  const clockMs = match[4] === undefined ? null : parseClock(match[4]);
  if (match[4] !== undefined && clockMs === null) return null;
  return { kind: 'date', year, month, day, clockMs, isUtc: (match[5] ?? '') !== '' };
}

function isDate(year: number, month: number, day: number): boolean {
  // Years below 100 are taken for those of the last century by Date.
  if (year < 1000) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** As `parseQuantity` reads it. */
export function quantityText(quantity: Quantity): string {
  switch (quantity.unit) {
    case 'number':
      return numberText(quantity.number);
    case 'duration':
      return durationText(quantity.ms);
    case 'moment':
      return momentText(quantity.moment);
    default:
      return assertNever(quantity, 'quantity');
  }
}

/** Without an exponent, which the language does not have. */
function numberText(number: number): string {
  const text = String(number);
  return text.includes('e') ? number.toFixed(9).replace(/\.?0+$/, '') : text;
}

function durationText(ms: number): string {
  let rest = ms;
  const parts = UNITS.map(([unit, unitMs]) => {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    return count === 0 ? '' : `${String(count)}${unit}`;
  });
  return parts.join('') || '0s';
}

const two = (number: number): string => String(number).padStart(2, '0');

function clockText(clockMs: number): string {
  const minutes = `${two(Math.floor(clockMs / HOUR_MS))}:${two(Math.floor(clockMs / MINUTE_MS) % 60)}`;
  const [seconds, ms] = [Math.floor(clockMs / SECOND_MS) % 60, clockMs % SECOND_MS];
  if (ms !== 0) return `${minutes}:${two(seconds)}.${String(ms).padStart(3, '0')}`;
  return seconds === 0 ? minutes : `${minutes}:${two(seconds)}`;
}

function momentText(moment: Moment): string {
  switch (moment.kind) {
    case 'ago':
      return `-${durationText(moment.ms)}`;
    case 'days-ago':
      return moment.days === 0 ? 'today' : 'yesterday';
    case 'clock':
      return clockText(moment.clockMs);
    case 'date': {
      const date = `${String(moment.year)}-${two(moment.month)}-${two(moment.day)}`;
      return moment.clockMs === null
        ? date
        : `${date}T${clockText(moment.clockMs)}${moment.isUtc ? 'Z' : ''}`;
    }
    default:
      return assertNever(moment, 'moment');
  }
}

/** What a comparison allows, in numbers (milliseconds for times): at least `min`, and less than `below`. */
export interface Bounds {
  readonly min: number;
  readonly below: number;
}

/** Numbers are told apart this finely: the next one after a number is what "more than" begins at. */
function next(number: number): number {
  if (number === 0) return Number.MIN_VALUE;
  const float = new Float64Array([number]);
  const bits = new BigInt64Array(float.buffer);
  bits[0] = (bits[0] ?? 0n) + (number > 0 ? 1n : -1n);
  return float[0] ?? number;
}

interface Stretch {
  readonly start: number;
  /** Behind the last moment that it stands for. */
  readonly end: number;
}

/**
 * The numbers that a comparison stands for. `now` is when the filter is applied; it gives relative times their meaning.
 * A whole day is a stretch: later than a day is after its end. Any other value is a point, but stands for its smallest
 * unit after `=`: `10m` for the eleventh minute, `14:30` for that minute.
 */
export function boundsOf(compare: Compare, now: number, zone: Zone): Bounds {
  const none: Bounds = { min: -Infinity, below: Infinity };
  if (compare.op === '..') {
    const [from, to] = [clockOf(compare.from), clockOf(compare.to)];
    if (from !== null && to !== null && from > to) return latestNight(from, to, now, zone);
    return {
      min: compare.from === null ? none.min : stretchOf(compare.from, now, zone).start,
      below: compare.to === null ? none.below : stretchOf(compare.to, now, zone).end,
    };
  }
  const { start, end } = stretchOf(compare.value, now, zone);
  switch (compare.op) {
    case '=':
      return { min: start, below: Math.max(end, start + unitMs(compare.value)) };
    case '>':
      return { ...none, min: end };
    case '>=':
      return { ...none, min: start };
    case '<':
      return { ...none, below: start };
    case '<=':
      return { ...none, below: end };
    default:
      return assertNever(compare, 'comparison');
  }
}

const clockOf = (quantity: Quantity | null): number | null =>
  quantity?.unit === 'moment' && quantity.moment.kind === 'clock' ? quantity.moment.clockMs : null;

/** Of the stretches from a time of day over midnight to another one: the latest that has begun. */
function latestNight(fromMs: number, toMs: number, now: number, { momentOf, dateOf }: Zone): Bounds {
  const [year, month, today] = dateOf(now);
  const evening = momentOf(year, month, today, fromMs) <= now ? today : today - 1;
  return {
    min: momentOf(year, month, evening, fromMs),
    below: next(momentOf(year, month, evening + 1, toMs)),
  };
}

export const isWithin = ({ min, below }: Bounds, number: number): boolean => number >= min && number < below;

function stretchOf(quantity: Quantity, now: number, zone: Zone): Stretch {
  switch (quantity.unit) {
    case 'number':
      return { start: quantity.number, end: next(quantity.number) };
    case 'duration':
      return { start: quantity.ms, end: next(quantity.ms) };
    case 'moment':
      return momentStretch(quantity.moment, now, zone);
    default:
      return assertNever(quantity, 'quantity');
  }
}

function momentStretch(moment: Moment, now: number, zone: Zone): Stretch {
  const point = (start: number): Stretch => ({ start, end: next(start) });
  switch (moment.kind) {
    case 'ago':
      return point(now - moment.ms);
    case 'days-ago': {
      const [year, month, day] = zone.dateOf(now);
      return dayStretch(zone.momentOf, year, month, day - moment.days);
    }
    case 'clock':
      return point(zone.momentOf(...zone.dateOf(now), moment.clockMs));
    case 'date': {
      const { year, month, day, clockMs, isUtc } = moment;
      if (clockMs === null) return dayStretch(zone.momentOf, year, month, day);
      return point(
        isUtc ? Date.UTC(year, month - 1, day) + clockMs : zone.momentOf(year, month, day, clockMs),
      );
    }
    default:
      return assertNever(moment, 'moment');
  }
}

function dayStretch(momentOf: Zone['momentOf'], year: number, month: number, day: number): Stretch {
  return { start: momentOf(year, month, day, 0), end: momentOf(year, month, day + 1, 0) };
}

/** The smallest unit that a value is written in. */
function unitMs(quantity: Quantity): number {
  if (quantity.unit === 'number') return 0;
  if (quantity.unit === 'duration') return smallestUnit(quantity.ms, UNITS);
  const { moment } = quantity;
  if (moment.kind === 'ago') return smallestUnit(moment.ms, UNITS);
  if (moment.kind === 'days-ago' || moment.clockMs === null) return 0;
  return smallestUnit(moment.clockMs, UNITS.slice(2));
}

function smallestUnit(ms: number, units: readonly (readonly [string, number])[]): number {
  return ms === 0 ? SECOND_MS : (units.find(([, unit]) => ms % unit === 0)?.[1] ?? 1);
}
