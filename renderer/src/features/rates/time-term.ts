import { partsOf } from '../../../../shared/filter/chips.ts';
import { joined, type Filter, type Leaf } from '../../../../shared/filter/filter.ts';
import {
  boundsOf,
  isWithin,
  SYSTEM_ZONE,
  type Bounds,
  type Zone,
} from '../../../../shared/filter/quantities.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';

/** A stretch of time: its end does not belong to it. */
export interface TimeRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

const DAY_MS = 86_400_000;

const isTime = (part: Filter): part is Extract<Leaf, { kind: 'measure' }> =>
  part.kind === 'measure' && part.field === 'at';

/** The filter without the terms that limit when entries were stored. */
export function withoutTimes(filter: Filter): Filter {
  return joined(
    'and',
    partsOf(filter).filter((part) => !isTime(part)),
  );
}

/** The filter for a stretch of time in place of any that it had. */
export function withTimes(filter: Filter, { from, to }: TimeRange, zone: Zone = SYSTEM_ZONE): Filter {
  return joined('and', [
    ...partsOf(withoutTimes(filter)),
    timeTerm('>=', from, zone),
    timeTerm('<', to, zone),
  ]);
}

/** The stretch that a filter limits entries to; its ends are infinite where it does not. Null when it does not at all. */
export function timesOf(filter: Filter, now: EpochMs, zone: Zone = SYSTEM_ZONE): TimeRange | null {
  const times = partsOf(filter).filter(isTime);
  if (times.length === 0) return null;
  const all = times.map(({ compare }): Bounds => boundsOf(compare, now, zone));
  return { from: Math.max(...all.map(({ min }) => min)), to: Math.min(...all.map(({ below }) => below)) };
}

function timeTerm(op: '>=' | '<', at: EpochMs, zone: Zone): Leaf {
  const [year, month, day] = zone.dateOf(at);
  // Where clocks are changed, what they show is not the time since midnight, and can stand for two moments.
  const clockMs = Math.round(at - zone.momentOf(year, month, day, 0));
  const isPlain =
    clockMs < DAY_MS && isWithin({ min: at, below: at + 1 }, zone.momentOf(year, month, day, clockMs));
  const moment = isPlain
    ? ({ kind: 'date', year, month, day, clockMs, isUtc: false } as const)
    : utcMoment(at);
  return { kind: 'measure', field: 'at', compare: { op, value: { unit: 'moment', moment } } };
}

function utcMoment(at: EpochMs) {
  const date = new Date(at);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return {
    kind: 'date',
    year,
    month,
    day,
    clockMs: at - Date.UTC(year, month - 1, day),
    isUtc: true,
  } as const;
}
