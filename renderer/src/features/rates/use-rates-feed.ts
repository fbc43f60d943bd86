import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useApp } from '../../app-context.ts';
import { createRatesFeed, NO_PACES, windowWorld, type RatesFeed, type RatesSlice } from './rates-feed.ts';

/** The rates that the view around asks for; null outside of one. */
export const RatesContext = createContext<RatesFeed | null>(null);

/** Asks for rates for as long as a view is there. */
export function useRatesFeed(): RatesFeed {
  const { bridge } = useApp();
  const [feed] = useState(() => createRatesFeed(bridge, windowWorld));
  useEffect(() => feed.start(), [feed]);
  return feed;
}

const nothing = createStore<RatesSlice>(() => NO_PACES);

export const useRates = <T>(select: (slice: RatesSlice) => T): T =>
  useStore(useContext(RatesContext)?.store ?? nothing, select);
