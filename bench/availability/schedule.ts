import { Seeded } from './seeded.ts';
import type { Fault } from './faults.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Faults begin so far apart that the next finds most contenders connected again. */
const SLOT_MS = 100 * MINUTE_MS;
const SLOTS_PER_DAY = 14;
const FIRST_FAULT_MS = 20 * MINUTE_MS;
/** The days begin at eight in the morning; on some, the computer sleeps from ten at night to six. */
const BEDTIME_MS = 14 * HOUR_MS;
const NIGHT_MS = 8 * HOUR_MS;
const NETWORK_AFTER_WAKING_MS = 20_000;

export interface PlannedFault {
  /** True time since the beginning. */
  readonly at: number;
  readonly fault: Fault;
}

/** The faults of so many days, in their order: the same for the same seed, whoever has to live with them. */
export function planFaults(seed: number, durationMs: number): readonly PlannedFault[] {
  const random = new Seeded(seed, 'faults');
  const planned: PlannedFault[] = [];
  for (let day = 0; day * DAY_MS < durationMs; day += 1) {
    const isNightAsleep = day % 2 === 1 || day % 7 === 4;
    const bedtime = day * DAY_MS + BEDTIME_MS;
    const faults = random.shuffled(faultsOf(day, random));
    faults.forEach((fault, slot) => {
      const at = day * DAY_MS + FIRST_FAULT_MS + slot * SLOT_MS + random.between(0, 40) * MINUTE_MS;
      const isInSleep = at > bedtime - HOUR_MS && at < bedtime + NIGHT_MS + MINUTE_MS * 30;
      if (!isNightAsleep || !isInSleep) planned.push({ at, fault });
    });
    if (isNightAsleep) {
      const fault: Fault = { kind: 'sleep', forMs: NIGHT_MS, networkAfterMs: NETWORK_AFTER_WAKING_MS };
      planned.push({ at: bedtime, fault });
    }
  }
  return planned.filter(({ at }) => at < durationMs - HOUR_MS).sort((one, other) => one.at - other.at);
}

function faultsOf(day: number, random: Seeded): readonly Fault[] {
  const minutes = (least: number, most: number): number => random.between(least * 60, most * 60) * 1000;
  const sign = day % 4 < 2 ? -1 : 1;
  const faults: readonly Fault[] = [
    { kind: 'drop' },
    { kind: 'drop' },
    { kind: 'drop' },
    { kind: 'half-open' },
    { kind: 'half-open' },
    { kind: 'stall', forMs: random.between(5, 40) * 1000 },
    { kind: 'maintenance' },
    {
      kind: 'outage',
      forMs: minutes(2, 15),
      as: day % 2 === 0 ? 'refused' : 'status-503',
      isRevoking: day % 3 === 2,
    },
    { kind: 'dns', forMs: minutes(1, 4) },
    { kind: 'throttle', forMs: minutes(0.5, 2) },
    { kind: 'slow', forMs: minutes(5, 10) },
    day % 2 === 0 ? { kind: 'evict' } : { kind: 'revoke', endpointDownMs: 0 },
    day % 3 === 0 ? { kind: 'revoke', endpointDownMs: minutes(2, 6) } : { kind: 'drop' },
    day % 2 === 0
      ? { kind: 'clock-step', byMs: sign * minutes(10, 90), forMs: 50 * MINUTE_MS }
      : { kind: 'stall', forMs: random.between(5, 40) * 1000 },
  ];
  if (faults.length !== SLOTS_PER_DAY) throw new Error('A day has one fault for each slot.');
  return faults;
}
