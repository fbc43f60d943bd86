import { Pin, PinOff } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, type KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import { MAX_NOTE_LENGTH, type TimelineEntry } from '../../../../../../shared/model/timeline.ts';
import { t } from '../../../../../../shared/text/t.ts';
import { useApp, useSession } from '../../../../app-context.ts';
import { draftKey, shownHistory, type NoteDraft } from '../../../../stores/notes.ts';
import { sceneOf } from '../../../../stores/recordings.ts';
import { Button } from '../../../../ui/Button.tsx';
import { visibleText } from '../../../../wording/safe-text.ts';
import styles from './MarkEditor.module.css';
import { createNoteKeeper } from './note-keeper.ts';

/** Pins an entry. */
export function PinButton({ entry, onPin }: { readonly entry: TimelineEntry; readonly onPin: () => void }) {
  const isPinned = entry.mark?.isPinned === true;
  const Icon = isPinned ? PinOff : Pin;
  return (
    <Button look="quiet" aria-label={isPinned ? t('Unpin') : t('Pin')} onPress={onPin}>
      <Icon size={16} aria-hidden="true" />
    </Button>
  );
}

interface NoteEditorProps {
  readonly entry: TimelineEntry;
  readonly onEscape: () => void;
}

/** The note of an entry, which stores itself. */
export function NoteEditor({ entry, onEscape }: NoteEditorProps) {
  const { text, state, keeper } = useNote(entry);
  const field = useRef<HTMLTextAreaElement>(null);
  const stateId = useId();
  useFocusOnWish(field);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keeper.save();
    else if (event.key === 'Escape') onEscape();
    else return;
    event.preventDefault();
  }

  return (
    <div className={styles['note']}>
      <textarea
        ref={field}
        aria-label={t('Note')}
        aria-describedby={stateId}
        placeholder={t('Note')}
        rows={text === '' ? 1 : 3}
        maxLength={MAX_NOTE_LENGTH}
        value={text}
        onChange={(event) => {
          keeper.type(event.target.value);
        }}
        onBlur={() => void keeper.save()}
        onKeyDown={onKeyDown}
      />
      <span id={stateId} role="status" className={styles['state']}>
        {stateText(state)}
      </span>
    </div>
  );
}

function stateText(state: NoteDraft['state'] | null): string {
  if (state === null || state === 'typed') return '';
  if (state === 'saving') return t('Saving…');
  return state === 'saved'
    ? t('Saved')
    : t('Not saved: {message} Vigil keeps it and tries again when you leave the note.', {
        message: visibleText(state.failedWith.message),
      });
}

function useNote(entry: TimelineEntry) {
  const { bridge, stores } = useApp();
  const { position } = entry;
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const scene = useStore(stores.recordings, sceneOf);
  const history = shownHistory(profileId, scene);
  const draft = useStore(stores.notes, (slice) => slice.drafts[draftKey(history, position)]);
  const keeper = useMemo(
    () => createNoteKeeper({ bridge, stores, history, position, later: afterPause }),
    [bridge, stores, history, position],
  );
  useEffect(() => keeper.leave, [keeper]);
  return { text: draft?.text ?? entry.mark?.note ?? '', state: draft?.state ?? null, keeper };
}

function afterPause(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms);
  return () => {
    clearTimeout(timer);
  };
}

function useFocusOnWish(field: { readonly current: HTMLTextAreaElement | null }): void {
  const { notes } = useApp().stores;
  const isWanted = useStore(notes, (slice) => slice.isFocusWanted);
  useEffect(() => {
    if (!isWanted || field.current === null) return;
    field.current.focus();
    notes.setState({ isFocusWanted: false });
  }, [isWanted, field, notes]);
}
