import { useState } from 'react';

type RowKey = string | number | bigint;

/** Gives each row in sight the name of the element that draws it. */
export type SlotOf = (key: RowKey) => number;

/**
 * Rows keep their elements for as long as they are drawn. Where all of them are replaced at once, as in a flood, the new
 * ones are drawn into the elements that are there: to make others would take twice as long.
 */
export function createRowSlots(): (keys: readonly RowKey[]) => SlotOf {
  let slots: ReadonlyMap<RowKey, number> = new Map();
  let next = 0;
  return (keys) => {
    const former = slots;
    const isReplaced = !keys.some((key) => former.has(key));
    const free = isReplaced ? [...former.values()] : [];
    slots = new Map(keys.map((key) => [key, former.get(key) ?? free.shift() ?? next++]));
    const current = slots;
    return (key) => current.get(key) ?? -1;
  };
}

/** The elements of one list. */
export function useRowSlots(keys: readonly RowKey[]): SlotOf {
  const [assign] = useState(createRowSlots);
  return assign(keys);
}
