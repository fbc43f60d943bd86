import { createConnectionStore } from './connection.ts';
import { createCoverageStore } from './coverage.ts';
import { createGapsStore } from './gaps.ts';
import { createSessionStore } from './session.ts';
import { createShellStore } from './shell.ts';
import { createTimelineStore } from './timeline.ts';
import { createTopicChoiceStore } from './topic-choice.ts';

/** Everything the views read. What comes from the main process is written by `sync.ts`; `shell` is the window's own. */
export function createStores() {
  return {
    connection: createConnectionStore(),
    coverage: createCoverageStore(),
    timeline: createTimelineStore(),
    gaps: createGapsStore(),
    session: createSessionStore(),
    shell: createShellStore(),
    topicChoice: createTopicChoiceStore(),
  };
}

export type Stores = ReturnType<typeof createStores>;
