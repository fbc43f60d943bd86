import { createBoardChoiceStore } from './board-choice.ts';
import { createBoardStore } from './board.ts';
import { createAlertsStore } from './alerts.ts';
import { createConnectionStore } from './connection.ts';
import { createCoverageStore } from './coverage.ts';
import { createGapsStore } from './gaps.ts';
import { createHistogramStore } from './histogram.ts';
import { createNotesStore } from './notes.ts';
import { createPulseStore } from './pulse.ts';
import { createRecordingsStore } from './recordings.ts';
import { createSessionStore } from './session.ts';
import { createShellStore } from './shell.ts';
import { createStorageStore } from './storage.ts';
import { createTimelineStore } from './timeline.ts';
import { createTopicChoiceStore } from './topic-choice.ts';

/** Everything the views read. What comes from the main process is written by `sync.ts`; `shell` is the window's own. */
export function createStores() {
  return {
    board: createBoardStore(),
    boardChoice: createBoardChoiceStore(),
    alerts: createAlertsStore(),
    connection: createConnectionStore(),
    coverage: createCoverageStore(),
    timeline: createTimelineStore(),
    gaps: createGapsStore(),
    histogram: createHistogramStore(),
    notes: createNotesStore(),
    pulse: createPulseStore(),
    recordings: createRecordingsStore(),
    session: createSessionStore(),
    shell: createShellStore(),
    storage: createStorageStore(),
    topicChoice: createTopicChoiceStore(),
  };
}

export type Stores = ReturnType<typeof createStores>;
