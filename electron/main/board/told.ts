import type { Known, Standing } from '../../../shared/model/agent.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';

/** A value as a body tells it, with the server's own time for it; null where it brings none. */
export interface Saying<T> {
  readonly value: T;
  readonly since: EpochMs | null;
}

/** What was told of one thing, folded. */
export interface Told<T> extends Known<T> {
  /** The newest of the server's times that was taken in: nothing older comes back, whatever has no time. */
  readonly newest: EpochMs | null;
  /** Heard since coverage of it was last lost. */
  readonly isHeard: boolean;
  /** Coverage of it was lost at some time: what is fetched of it makes up for that. */
  readonly wasLost: boolean;
}

/** When something was told, on this computer's clock, and whether its topic is heard now. */
export interface Telling {
  readonly at: EpochMs;
  readonly isCovered: boolean;
}

/**
 * Takes in what an event says. The server's times decide: what is older than something that was shown is dropped. Of two
 * values of the very same time one is taken by its content, so that it does not matter which came first. What has no
 * time is as new as its arrival.
 */
export function heard<T>(former: Told<T> | null, saying: Saying<T>, telling: Telling): Told<T> {
  if (former === null) return fresh(former, saying, telling, true);
  switch (order(former, saying)) {
    case 'older':
      return former;
    case 'same-time':
      return isSame(former, saying) ? confirmed(former, telling, true) : tied(former, saying, telling, true);
    case 'newer':
      return fresh(former, saying, telling, true);
    case 'unknown':
      return isSame(former, saying) && saying.since === null
        ? confirmed(former, telling, true)
        : fresh(former, saying, telling, true);
  }
}

/**
 * Takes in what was fetched. Where no times decide, what was heard since coverage was lost stands: the stream goes on, a
 * fetched value does not.
 */
export function fetched<T>(former: Told<T> | null, saying: Saying<T>, telling: Telling): Told<T> {
  if (former === null) return fresh(former, saying, telling, false);
  switch (order(former, saying)) {
    case 'older':
      return former;
    case 'same-time':
      return isSame(former, saying)
        ? confirmed(former, telling, false)
        : tied(former, saying, telling, false);
    case 'newer':
      return fresh(former, saying, telling, false);
    case 'unknown':
      if (isSame(former, saying)) return confirmed(former, telling, false);
      return former.isHeard ? former : fresh(former, saying, telling, false);
  }
}

/** Coverage of it was lost, and proven until `asOf`: it may have changed unseen since. */
export function lost<T>(former: Told<T>, asOf: EpochMs): Told<T> {
  const isKnownUntil = former.standing === 'last-known' ? former.asOf : Math.max(former.asOf, asOf);
  return { ...former, standing: 'last-known', asOf: isKnownUntil, isHeard: false, wasLost: true };
}

type Order = 'older' | 'same-time' | 'newer' | 'unknown';

function order<T>({ newest, since: shownSince }: Told<T>, { since }: Saying<T>): Order {
  if (since === null || newest === null) return 'unknown';
  if (since !== newest) return since < newest ? 'older' : 'newer';
  // A value without a time came after the one of this time.
  return shownSince === newest ? 'same-time' : 'older';
}

const keyOf = (value: unknown): string => JSON.stringify(value);

const isSame = <T>(former: Told<T>, saying: Saying<T>): boolean =>
  keyOf(former.value) === keyOf(saying.value);

function tied<T>(former: Told<T>, saying: Saying<T>, telling: Telling, isHeard: boolean): Told<T> {
  return keyOf(saying.value) > keyOf(former.value) ? fresh(former, saying, telling, isHeard) : former;
}

function fresh<T>(
  former: Told<T> | null,
  { value, since }: Saying<T>,
  telling: Telling,
  isHeard: boolean,
): Told<T> {
  const wasLost = former?.wasLost ?? false;
  return {
    value,
    since,
    newest: since ?? former?.newest ?? null,
    standing: standing(telling, isHeard, wasLost),
    asOf: telling.at,
    isHeard: isHeard || (former?.isHeard ?? false),
    wasLost,
  };
}

/** It is so still, since when it was so. */
function confirmed<T>(former: Told<T>, telling: Telling, isHeard: boolean): Told<T> {
  if (former.standing === 'live') return former.isHeard || !isHeard ? former : { ...former, isHeard };
  return {
    ...former,
    standing: standing(telling, isHeard, former.wasLost),
    asOf: telling.at,
    isHeard: isHeard || former.isHeard,
  };
}

export function standing({ isCovered }: Telling, isHeard: boolean, wasLost: boolean): Standing {
  if (!isCovered) return 'last-known';
  return isHeard || !wasLost ? 'live' : 'refreshed';
}
