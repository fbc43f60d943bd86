import { createStore } from 'zustand/vanilla';
import type { Reveal } from '../../../shared/model/reveal.ts';
import type { ViewName } from '../../../shared/model/view-name.ts';

/** What the profile dialog edits: a saved profile by id, or a new one. */
export type ProfileEditing =
  { readonly kind: 'new' } | { readonly kind: 'saved'; readonly profileId: string };

export interface ShellSlice {
  readonly view: ViewName;
  readonly editing: ProfileEditing | null;
  readonly isHelpOpen: boolean;
  readonly isPaletteOpen: boolean;
  /** What was chosen in the palette, by key, the last one first. */
  readonly recent: readonly string[];
  /** The user is asked what becomes of Vigil when its window closes. */
  readonly isClosing: boolean;
  /** A place that somebody pointed at from outside, until it is shown. */
  readonly reveal: Reveal | null;
  /** As the user has set it; null for the usual width. */
  readonly inspectorWidthPx: number | null;
  /** How an entry was read last. */
  readonly inspectorTab: string;
  /** The latest outcome of something the user did. */
  readonly outcome: Outcome | null;
}

export interface Outcome {
  readonly isProblem: boolean;
  readonly text: string;
}

export function createShellStore() {
  return createStore<ShellSlice>(() => ({
    view: 'timeline',
    editing: null,
    isHelpOpen: false,
    isPaletteOpen: false,
    recent: [],
    isClosing: false,
    reveal: null,
    inspectorWidthPx: null,
    inspectorTab: 'changes',
    outcome: null,
  }));
}
