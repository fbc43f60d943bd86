import { describe, expect, it } from 'vitest';
import type { Argument } from '../../../../../../shared/ipc/contract.ts';
import { draftKey } from '../../../../stores/notes.ts';
import type { OpenReplay } from '../../../../stores/recordings.ts';
import { createStores } from '../../../../stores/stores.ts';
import { createFakeBridge, failed, ok, settled } from '../../../../testing/fake-bridge.ts';
import { createNoteKeeper, PAUSE_MS } from './note-keeper.ts';

function noteAt(position: number, fails = 0) {
  const stored: Argument<'markEntry'>[] = [];
  let failuresLeft = fails;
  const { bridge } = createFakeBridge({
    markEntry: (argument) => {
      stored.push(argument);
      failuresLeft -= 1;
      return failuresLeft >= 0
        ? failed({ code: 'internal/unexpected', message: 'The disk is full.' })
        : ok(null);
    },
  });
  const stores = createStores();
  const { activeProfileId } = stores.session.getState().settings;
  let waiting: { readonly work: () => void; readonly ms: number } | null = null;
  const keeper = createNoteKeeper({
    bridge,
    stores,
    history: activeProfileId,
    position,
    later: (work, ms) => {
      waiting = { work, ms };
      return () => {
        waiting = null;
      };
    },
  });
  return {
    keeper,
    stores,
    stored,
    pause: async () => {
      expect(waiting?.ms).toBe(PAUSE_MS);
      waiting?.work();
      await settled();
    },
    isWaiting: () => waiting !== null,
    draft: () => stores.notes.getState().drafts[draftKey(activeProfileId, position)],
  };
}

const SOME_REPLAY: OpenReplay = {
  ...{ phase: 'open', scene: 2, fileName: 'shift.ndjson', isRedacted: true, filter: '', organisation: null },
  ...{ from: 0, to: 1, entries: 9, gaps: [], at: 1, position: 9, isPlaying: false, speed: 1 },
};

describe('a note that is being written', () => {
  it('is stored after a pause in typing, once', async () => {
    const { keeper, stored, pause, draft } = noteAt(7);
    keeper.type('As');
    keeper.type('Ask Ana');
    expect(draft()).toEqual({ text: 'Ask Ana', state: 'typed' });
    await pause();
    await keeper.save();
    expect(stored).toEqual([{ position: 7, mark: { note: 'Ask Ana' } }]);
    expect(draft()?.state).toBe('saved');
  });

  it('is stored when another row is chosen, and comes with the entry from then on', async () => {
    const { keeper, stored, draft, isWaiting } = noteAt(7);
    keeper.type('Ask Ana');
    keeper.leave();
    await settled();
    expect(stored).toHaveLength(1);
    expect([draft(), isWaiting()]).toEqual([undefined, false]);
  });

  it('is stored again when something was typed while it was being stored', async () => {
    const { keeper, stored, draft } = noteAt(7);
    keeper.type('Ask');
    const saving = keeper.save();
    keeper.type('Ask Ana');
    await saving;
    expect(stored.map(({ mark }) => mark.note)).toEqual(['Ask', 'Ask Ana']);
    expect(draft()).toEqual({ text: 'Ask Ana', state: 'saved' });
  });

  it('stays when it could not be stored, and is tried again', async () => {
    const { keeper, stored, draft } = noteAt(7, 1);
    keeper.type('Ask Ana');
    keeper.leave();
    await settled();
    expect(draft()).toMatchObject({
      text: 'Ask Ana',
      state: { failedWith: { message: 'The disk is full.' } },
    });
    await keeper.save();
    expect([stored.length, draft()?.state]).toEqual([2, 'saved']);
  });

  it('never ends in a recording that is shown by now', async () => {
    const { keeper, stores, stored } = noteAt(7);
    keeper.type('Ask Ana');
    stores.recordings.setState({ replay: SOME_REPLAY });
    await keeper.save();
    expect(stored).toEqual([]);
  });

  it('never ends in the history of another organisation', async () => {
    const { keeper, stores, stored, draft } = noteAt(7);
    keeper.type('Ask Ana');
    stores.session.setState(({ settings }) => ({ settings: { ...settings, activeProfileId: 'another' } }));
    keeper.leave();
    await settled();
    expect(stored).toEqual([]);
    expect(draft()?.text).toBe('Ask Ana');
  });
});
