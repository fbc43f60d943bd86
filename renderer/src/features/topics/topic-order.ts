import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { TopicActivity } from '../../../../shared/model/rates.ts';
import { t } from '../../../../shared/text/t.ts';
import type { RatesFeed } from '../rates/rates-feed.ts';
import type { Option } from '../../ui/Select.tsx';
import type { SubscribedRow } from './subscribed.ts';

export type Order = 'attention' | 'quietest' | 'busiest';

export const orders = (): readonly Option<Order>[] => [
  { id: 'attention', label: t('Refused and changed first') },
  { id: 'quietest', label: t('Quietest first') },
  { id: 'busiest', label: t('Busiest first') },
];

/** Rows in the order that was chosen. What nothing is known of yet stays where it is. */
export function useOrder(
  rows: readonly SubscribedRow[],
  order: Order,
  feed: RatesFeed,
): readonly SubscribedRow[] {
  const activity = useStore(feed.store, (slice) => slice.activity);
  useEffect(() => {
    feed.rank(order === 'attention' ? [] : rows.map(({ topic }) => topic));
  }, [rows, order, feed]);
  return useMemo(() => ordered(rows, order, activity), [rows, order, activity]);
}

/** The quietest had its last event longest ago, or never; the busiest had most of them lately. */
export function ordered(
  rows: readonly SubscribedRow[],
  order: Order,
  activity: ReadonlyMap<string, TopicActivity>,
): readonly SubscribedRow[] {
  if (order === 'attention') return rows;
  const rankOf = ({ topic }: SubscribedRow): number => {
    const { lastAt, count } = activity.get(topic) ?? { lastAt: null, count: 0 };
    return order === 'quietest' ? (lastAt ?? 0) : -count;
  };
  return [...rows].sort((one, other) => rankOf(one) - rankOf(other));
}
