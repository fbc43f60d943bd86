import { createStore } from 'zustand/vanilla';

export type ViewName = 'timeline' | 'topics' | 'connection';

/** What the profile dialog edits: a saved profile by id, or a new one. */
export type ProfileEditing =
  { readonly kind: 'new' } | { readonly kind: 'saved'; readonly profileId: string };

export interface ShellSlice {
  readonly view: ViewName;
  readonly editing: ProfileEditing | null;
  readonly isHelpOpen: boolean;
  /** Shortcuts of a single key can be switched off for speech input and unsteady hands (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean;
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
    hasSingleKeys: true,
    outcome: null,
  }));
}
