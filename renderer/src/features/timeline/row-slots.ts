import { useState } from 'react';

type RowKey = string | number | bigint;

/** Gives each row in sight the name of the element that draws it. */
export type SlotOf = (key: RowKey) => number;

/**
 * Rows keep their elements for as long as they are drawn. Those that join after all of them, as in a list that follows,
 * are drawn into the elements of rows that have left: to make others would take twice as long.
 */
export function createRowSlots(): (keys: readonly RowKey[]) => SlotOf {
  let slots: ReadonlyMap<RowKey, number> = new Map();
  let next = 0;
  return (keys) => {
    const former = slots;
    const drawn = new Set(keys);
    const free = [...former].flatMap(([key, slot]) => (drawn.has(key) ? [] : [slot]));
    // Before a row that stays, an element that is used again would have to be moved, and the rows with it.
    const lastKept = keys.findLastIndex((key) => former.has(key));
    const slotFor = (key: RowKey, index: number): number =>
      former.get(key) ?? (index > lastKept ? free.shift() : undefined) ?? next++;
    const current = new Map(keys.map((key, index) => [key, slotFor(key, index)]));
    slots = current;
    return (key) => current.get(key) ?? -1;
  };
}

/** The elements of one list. */
export function useRowSlots(keys: readonly RowKey[]): SlotOf {
  const [assign] = useState(createRowSlots);
  return assign(keys);
}
