import type { MonitorBridge } from '../../../../../../shared/ipc/contract.ts';
import { sceneOf } from '../../../../stores/recordings.ts';
import type { Stores } from '../../../../stores/stores.ts';
import { draftKey, shownHistory, withDraft, type NoteDraft } from '../../../../stores/notes.ts';

/** The note of one entry while it is being written. */
export interface NoteKeeper {
  readonly type: (text: string) => void;
  /** Stores what was typed and is not stored yet. */
  readonly save: () => Promise<void>;
  /** The entry is left: what was typed is stored at once. */
  readonly leave: () => void;
}

/** A pause in typing after which a note is stored. */
export const PAUSE_MS = 1_000;

/**
 * Keeps what is typed: after a pause, when the note is left, and when another row is chosen. What could not be stored
 * stays as a draft, and is tried again with the next of these.
 */
export function createNoteKeeper(options: {
  readonly bridge: Pick<MonitorBridge, 'markEntry'>;
  readonly stores: Pick<Stores, 'notes' | 'recordings' | 'session'>;
  /** As `shownHistory` names it. */
  readonly history: string;
  readonly position: number;
  readonly later: (work: () => void, ms: number) => () => void;
}): NoteKeeper {
  const { bridge, history, position } = options;
  const { notes, recordings, session } = options.stores;
  const shown = (): string =>
    shownHistory(session.getState().settings.activeProfileId, sceneOf(recordings.getState()));
  const key = draftKey(history, position);
  let cancel: (() => void) | null = null;

  const draft = (): NoteDraft | undefined => notes.getState().drafts[key];
  const set = (next: NoteDraft | null): void => {
    notes.setState((slice) => withDraft(slice, key, next));
  };

  async function save(): Promise<void> {
    cancel?.();
    cancel = null;
    const typed = draft();
    if (typed === undefined || typed.state === 'saving' || typed.state === 'saved') return;
    // Another history is shown by now, whose entries have the same numbers.
    if (shown() !== history) return;
    set({ text: typed.text, state: 'saving' });
    const answer = await bridge.markEntry({ position, mark: { note: typed.text } });
    const now = draft();
    if (now !== undefined && now.text !== typed.text) {
      set({ text: now.text, state: 'typed' });
      await save();
    } else {
      set({ text: typed.text, state: answer.ok ? 'saved' : { failedWith: answer.error } });
    }
  }

  return {
    type: (text) => {
      set({ text, state: draft()?.state === 'saving' ? 'saving' : 'typed' });
      cancel?.();
      cancel = options.later(() => void save(), PAUSE_MS);
    },
    save,
    leave: () => {
      void save().then(() => {
        // What is stored comes with the entry from now on.
        if (draft()?.state === 'saved') set(null);
      });
    },
  };
}
