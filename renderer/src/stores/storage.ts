import { createStore } from 'zustand/vanilla';
import type { HistoryDescription } from '../../../shared/model/history.ts';

/** How the history is kept, as it was last asked for. */
export interface StorageSlice {
  readonly history: HistoryDescription | null;
}

export function createStorageStore() {
  return createStore<StorageSlice>(() => ({ history: null }));
}
