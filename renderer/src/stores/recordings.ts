import { createStore } from 'zustand/vanilla';
import { NO_EXPORTS, type ExportsView, type ReplayView } from '../../../shared/model/recording.ts';

/** Files that are written or shown; each replaced as a whole by a push. */
export interface RecordingsSlice {
  readonly exports: ExportsView;
  /** Null while the window shows the organisation as it is. */
  readonly replay: ReplayView | null;
}

export type OpenReplay = Extract<ReplayView, { readonly phase: 'open' }>;

export const openReplay = ({ replay }: RecordingsSlice): OpenReplay | null =>
  replay?.phase === 'open' ? replay : null;

/** Which scene the window shows; null for the organisation. */
export const sceneOf = (slice: RecordingsSlice): number | null => openReplay(slice)?.scene ?? null;

export function createRecordingsStore() {
  return createStore<RecordingsSlice>(() => ({ exports: NO_EXPORTS, replay: null }));
}
