import { createStore } from 'zustand/vanilla';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';

/** A note that is not what is stored, or was not a moment ago. */
export interface NoteDraft {
  readonly text: string;
  readonly state: 'typed' | 'saving' | 'saved' | { readonly failedWith: MonitorError };
}

export interface NotesSlice {
  /** By the keys of `draftKey`: what was typed stays until it is stored, whatever row is shown meanwhile. */
  readonly drafts: Readonly<Record<string, NoteDraft>>;
  /** The entry that was marked last, as it is now: the list may not have it. */
  readonly marked: TimelineEntry | null;
  /** The note of the chosen entry shall take the focus when it is shown. */
  readonly isFocusWanted: boolean;
}

/** Which history the window shows: positions count anew in every profile, and in a recording. */
export const shownHistory = (profileId: string, scene: number | null): string =>
  scene === null ? profileId : `recording:${String(scene)}`;

export const draftKey = (history: string, position: number): string => `${history} ${String(position)}`;

export function withDraft(slice: NotesSlice, key: string, draft: NoteDraft | null): NotesSlice {
  const others = Object.entries(slice.drafts).filter(([other]) => other !== key);
  return { ...slice, drafts: Object.fromEntries(draft === null ? others : [...others, [key, draft]]) };
}

export function createNotesStore() {
  return createStore<NotesSlice>(() => ({ drafts: {}, marked: null, isFocusWanted: false }));
}
