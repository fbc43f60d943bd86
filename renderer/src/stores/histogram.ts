import { createStore } from 'zustand/vanilla';
import type { Reach } from '../features/rates/histogram.ts';

/** How the histogram is looked at; it stays so when another view was looked at in between. */
export interface HistogramLook {
  readonly reach: Reach;
  readonly form: 'chart' | 'table' | 'closed';
}

export function createHistogramStore() {
  return createStore<HistogramLook>(() => ({ reach: '1h', form: 'chart' }));
}
