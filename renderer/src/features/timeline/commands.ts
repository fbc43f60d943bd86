import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { AppParts } from '../../app-context.ts';
import { indexFrom } from '../../stores/loaded-range.ts';
import { stayingIn } from '../../stores/session.ts';
import {
  focusRow,
  isFollowingNow,
  leaveFor,
  selectRow,
  togglePause,
  yieldFollow,
} from '../../stores/timeline.ts';
import { nextGap } from './find-gap.ts';
import { goToSameTopic } from './inspector/same-topic.ts';
import { indexOfPosition, nextEntryIndex, positionOf, type Row } from './rows.ts';
import type { GridFocus } from './use-grid-focus.ts';

/** What keys and buttons do on the timeline. */
export interface TimelineCommands {
  readonly togglePause: () => void;
  /** Lets a paused view run again; the focus goes to the list, as what asked for it is gone then. */
  readonly resume: () => void;
  readonly toggleFollow: () => void;
  readonly follow: () => void;
  readonly move: (step: number) => void;
  /** To the first and to the last row of the whole history, in the order in which it is read. */
  readonly toTop: () => void;
  readonly toBottom: () => void;
  /** To the first row from a moment on, wherever it is; the focus goes there. */
  readonly goToTime: (at: EpochMs) => Promise<void>;
  readonly inspect: () => void;
  /** Shows the JSON of the row; when it is shown already, its changes. */
  readonly toggleJson: () => void;
  readonly nextGap: () => void;
  /** The previous or next event of the chosen event's topic, over the whole history. */
  readonly sameTopic: (step: 1 | -1) => void;
  readonly closeInspector: () => void;
}

export interface CommandParts {
  readonly app: AppParts;
  /** The rows as they are shown at the moment. */
  readonly rows: () => readonly Row[];
  readonly focus: GridFocus;
}

export function createCommands(parts: CommandParts): TimelineCommands {
  const { pager, stores } = parts.app;
  const { timeline } = stores;
  const walk = createWalk(parts);
  return {
    move: walk.move,
    togglePause: () => {
      timeline.setState(togglePause);
    },
    resume: () => {
      parts.focus.toTabStop();
      timeline.setState((slice) => (slice.pausedAt === null ? slice : togglePause(slice)));
    },
    toggleFollow: () => {
      if (isFollowingNow(timeline.getState())) timeline.setState(yieldFollow);
      else void pager.followNewest();
    },
    ...createJumps(parts, walk),
    ...createLooks(parts, walk),
  };
}

type Jumps = Pick<TimelineCommands, 'goToTime' | 'follow' | 'toTop' | 'toBottom' | 'nextGap'>;

/** Goes to places that may not be loaded. */
function createJumps({ app, focus }: CommandParts, { toPosition, current }: Walk): Jumps {
  const { bridge, pager } = app;
  const { timeline, session, shell } = app.stores;
  const isMirrored = (): boolean => session.getState().settings.timeline.order === 'newest-first';

  function follow(): void {
    focus.toGrid();
    void pager.followNewest();
  }

  /** A filter may leave out the entry itself: then to the next one that matches, also when that came after a pause. */
  function toEntryFrom(position: number): void {
    const { entries } = timeline.getState().range;
    const target = entries[indexFrom(entries, position)] ?? entries.at(-1);
    if (target === undefined) return;
    timeline.setState((slice) => leaveFor(slice, target.position));
    toPosition(target.position);
  }

  async function goTo(position: number): Promise<void> {
    const isHere = stayingIn(session);
    if ((await pager.goTo(position)) && isHere()) toEntryFrom(position);
  }

  async function goToTime(at: EpochMs): Promise<void> {
    const isHere = stayingIn(session);
    const answer = await bridge.findPosition({ at });
    if (!isHere()) return;
    if (!answer.ok) shell.setState({ outcome: { isProblem: true, text: answer.error.message } });
    // What was stored later than everything there is leads to the newest row.
    else if (answer.value === null) follow();
    else await goTo(answer.value);
  }

  async function toOldest(): Promise<void> {
    timeline.setState(yieldFollow);
    if (await pager.goToOldest()) toEntryFrom(0);
  }

  async function toNextGap(): Promise<void> {
    const isHere = stayingIn(session);
    const position = await nextGap(bridge, isMirrored() ? 'before' : 'after', current());
    if (!isHere()) return;
    if (position !== null) await goTo(position);
    else shell.setState({ outcome: { isProblem: false, text: t('There is no gap in the history.') } });
  }

  return {
    goToTime,
    follow,
    toTop: () => {
      if (isMirrored()) follow();
      else void toOldest();
    },
    toBottom: () => {
      if (isMirrored()) void toOldest();
      else follow();
    },
    nextGap: () => void toNextGap(),
  };
}

type Looks = Pick<TimelineCommands, 'inspect' | 'toggleJson' | 'sameTopic' | 'closeInspector'>;

/** Looks at one entry. */
function createLooks({ app, focus }: CommandParts, { current, newest }: Walk): Looks {
  const { timeline, shell } = app.stores;

  function inspect(): void {
    const position = current() ?? newest();
    if (position !== null) timeline.setState((slice) => selectRow(slice, position));
  }

  return {
    inspect,
    toggleJson: () => {
      const isShown = timeline.getState().selected !== null && shell.getState().inspectorTab === 'json';
      shell.setState({ inspectorTab: isShown ? 'changes' : 'json' });
      inspect();
    },
    sameTopic: (step) => {
      const isOnRow = focus.isInside();
      void goToSameTopic(app, step, () => {
        if (isOnRow) focus.request();
      });
    },
    closeInspector: () => {
      timeline.setState({ selected: null });
      focus.toTabStop();
    },
  };
}

type Walk = ReturnType<typeof createWalk>;

/** Moves the focus from row to row. */
function createWalk({ app, rows: shown, focus }: CommandParts) {
  const { timeline } = app.stores;

  function toPosition(position: number): void {
    const { active, selected } = timeline.getState();
    if (active === position) focus.toTabStop();
    else focus.request();
    // With the inspector open, walking through the rows walks through their contents.
    timeline.setState((slice) =>
      selected === null ? focusRow(slice, position) : selectRow(slice, position),
    );
  }

  function current(): number | null {
    const { active, selected } = timeline.getState();
    return active ?? selected;
  }

  /** The position of the newest row, whichever end it is at. */
  function newest(): number | null {
    const rows = shown();
    const ends = [nextEntryIndex(rows, 0, 1), nextEntryIndex(rows, rows.length - 1, -1)];
    const positions = ends.flatMap((index) => (index === null ? [] : (positionOf(rows[index]) ?? [])));
    return positions.length === 0 ? null : Math.max(...positions);
  }

  function move(step: number): void {
    const rows = shown();
    const position = current();
    const from = position === null ? null : indexOfPosition(rows, position);
    if (from === null) {
      const start = newest();
      if (start !== null) toPosition(start);
      return;
    }
    const target = Math.min(rows.length - 1, Math.max(0, from + step));
    const direction = step < 0 ? -1 : 1;
    const index =
      nextEntryIndex(rows, target, direction) ?? nextEntryIndex(rows, target, direction === 1 ? -1 : 1);
    const next = index === null ? null : positionOf(rows[index]);
    if (next !== null) toPosition(next);
  }

  return { toPosition, current, newest, move };
}
