import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import type { MonitorBridge } from '../../shared/ipc/contract.ts';
import type { Coverage } from '../../shared/model/coverage.ts';
import type { Result } from '../../shared/model/result.ts';
import type { Actions } from './keys/actions.ts';
import type { Pager } from './features/timeline/paging.ts';
import type { BoardChoice } from './stores/board-choice.ts';
import type { BoardSlice } from './stores/board.ts';
import type { AlertsSlice } from './stores/alerts.ts';
import type { ConnectionSlice } from './stores/connection.ts';
import type { GapsSlice } from './stores/gaps.ts';
import type { Pulse } from './stores/pulse.ts';
import type { RecordingsSlice } from './stores/recordings.ts';
import type { SessionSlice } from './stores/session.ts';
import type { ShellSlice } from './stores/shell.ts';
import type { Stores } from './stores/stores.ts';
import type { TimelineSlice } from './stores/timeline.ts';
import type { TopicChoiceSlice } from './stores/topic-choice.ts';
import type { Sync } from './sync.ts';

/** What every view may reach: the stores to read, and the bridge to ask. */
export interface AppParts {
  readonly bridge: MonitorBridge;
  readonly stores: Stores;
  readonly sync: Sync;
  readonly pager: Pager;
  readonly actions: Actions;
}

export const AppContext = createContext<AppParts | null>(null);

export function useApp(): AppParts {
  const parts = useContext(AppContext);
  if (parts === null) throw new Error('A view was drawn outside the app.');
  return parts;
}

export const useBoard = <T>(select: (slice: BoardSlice) => T): T => useStore(useApp().stores.board, select);
export const useBoardChoice = <T>(select: (slice: BoardChoice) => T): T =>
  useStore(useApp().stores.boardChoice, select);
export const useAlerts = <T>(select: (slice: AlertsSlice) => T): T =>
  useStore(useApp().stores.alerts, select);
export const useConnection = <T>(select: (slice: ConnectionSlice) => T): T =>
  useStore(useApp().stores.connection, select);
export const useCoverage = <T>(select: (coverage: Coverage) => T): T =>
  useStore(useApp().stores.coverage, select);
export const useTimeline = <T>(select: (slice: TimelineSlice) => T): T =>
  useStore(useApp().stores.timeline, select);
export const useGaps = <T>(select: (slice: GapsSlice) => T): T => useStore(useApp().stores.gaps, select);
export const usePulse = <T>(select: (pulse: Pulse) => T): T => useStore(useApp().stores.pulse, select);
export const useRecordings = <T>(select: (slice: RecordingsSlice) => T): T =>
  useStore(useApp().stores.recordings, select);
export const useSession = <T>(select: (slice: SessionSlice) => T): T =>
  useStore(useApp().stores.session, select);
export const useShell = <T>(select: (slice: ShellSlice) => T): T => useStore(useApp().stores.shell, select);

export const useTopicChoice = <T>(select: (slice: TopicChoiceSlice) => T): T =>
  useStore(useApp().stores.topicChoice, select);

/**
 * For requests whose outcome has no place of its own in a view: a failure, and a success worth a word, are shown
 * in the shell. Answers whether it went well.
 */
export function usePerform(): Perform {
  const { stores } = useApp();
  return useCallback<Perform>(
    async (request, done) => {
      const result = await request;
      if (!result.ok) stores.shell.setState({ outcome: { isProblem: true, text: result.error.message } });
      else if (done !== undefined) stores.shell.setState({ outcome: { isProblem: false, text: done } });
      return result.ok;
    },
    [stores],
  );
}

export type Perform = (request: Promise<Result<unknown>>, done?: string) => Promise<boolean>;
