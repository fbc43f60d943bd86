import type { NewEntries } from '../../../shared/ipc/contract.ts';
import { bareReport } from '../../../shared/model/connection-state.ts';
import { NO_COVERAGE } from '../../../shared/model/coverage.ts';
import type { ReplayMove, ReplayView } from '../../../shared/model/recording.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { assertNever } from '../../../shared/assert-never.ts';
import type { Clock } from '../base/clock.ts';
import { createInOrder } from '../base/in-order.ts';
import type { TimelineStore } from '../history/timeline-store.ts';
import type { ImportedSession } from '../recording/import-session.ts';
import { Playhead } from '../recording/playhead.ts';
import { shownPart } from './shown-part.ts';

/** Ten times a second is often enough for a clock that shows seconds. */
const TICK_MS = 100;
/** Of more entries at once only the newest are pushed; the window asks for the rest. */
const MOST_PUSHED = 500;

export interface ReplayDeps {
  readonly clock: Clock;
  readonly fileName: string;
  readonly imported: ImportedSession;
  /** Holds the whole recording. */
  readonly store: TimelineStore;
  readonly changed: (view: ReplayView) => void;
  readonly revealed: (entries: NewEntries) => void;
  readonly onUnexpected: (thrown: unknown) => void;
}

/**
 * A recording that is played: entries appear at the pace at which they were recorded, or faster. All of it is in a
 * history of its own from the start, so that the reader may jump anywhere at once; what is not shown yet is not there
 * for whoever asks.
 */
export class Replay {
  readonly #deps: ReplayDeps;
  readonly #head: Playhead;
  readonly #inOrder = createInOrder();
  /** What the window may read of it. */
  readonly shown: TimelineStore;
  #position = 0;
  #filter = '';
  #scene: number;
  #cancelTick: (() => void) | null = null;
  #isClosed = false;

  /** `scene` is the number of the first picture of it; jumps count on from there. */
  constructor(deps: ReplayDeps, scene: number) {
    this.#deps = deps;
    this.#scene = scene;
    this.#head = new Playhead(deps.imported.times);
    this.#position = this.#head.position(this.#now());
    this.shown = shownPart(deps.store, () => this.#position);
  }

  get scene(): number {
    return this.#scene;
  }

  watch(filter: string): void {
    this.#filter = filter;
  }

  view(): ReplayView {
    const { fileName, imported } = this.#deps;
    const { header, gaps } = imported;
    const now = this.#now();
    return {
      phase: 'open',
      scene: this.#scene,
      fileName,
      isRedacted: header.redaction === 'pseudonyms',
      filter: header.filter,
      organisation: header.organisation,
      from: this.#head.from,
      to: this.#head.to,
      entries: this.#head.total,
      gaps,
      at: this.#head.at(now),
      position: this.#position,
      isPlaying: this.#head.isPlaying,
      speed: this.#head.speed,
    };
  }

  /** What the window shows beside the timeline: what the recording says of itself, and nothing of the present. */
  picture(): Pick<Snapshot, 'connection' | 'coverage' | 'subscriptions' | 'directory'> {
    const { header, directory } = this.#deps.imported;
    return {
      connection: bareReport({ status: 'live', since: this.#head.from, renewal: null, concern: null }),
      coverage: NO_COVERAGE,
      subscriptions: header.topics.map((topic) => ({ topic, status: 'confirmed' })),
      directory,
    };
  }

  async move(command: ReplayMove): Promise<void> {
    const now = this.#now();
    switch (command.command) {
      case 'play':
        if (this.#position >= this.#head.total) this.#jump(this.#head.from);
        this.#head.play(now);
        break;
      case 'pause':
        this.#head.pause(now);
        break;
      case 'speed':
        this.#head.setSpeed(command.speed, now);
        break;
      case 'next':
        await this.#next();
        break;
      case 'seek':
        this.#jump(command.at);
        break;
      case 'end':
        this.#head.pause(now);
        this.#jump(this.#head.to);
        break;
      default:
        return assertNever(command, 'command');
    }
    await this.#follow();
    this.#tick();
  }

  play(): void {
    this.#head.play(this.#now());
    this.#tick();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTick?.();
    await this.#inOrder(() => Promise.resolve());
    await this.#deps.store.close();
  }

  #now(): number {
    return this.#deps.clock.monotonic();
  }

  /** What was shown before no longer leads to what is shown now. */
  #jump(at: number): void {
    this.#head.seek(at, this.#now());
    this.#position = this.#head.position(this.#now());
    this.#scene += 1;
  }

  /** To the next entry that the window would show. */
  async #next(): Promise<void> {
    this.#head.pause(this.#now());
    let from = this.#position;
    let found: number | null = null;
    while (found === null && from < this.#head.total) {
      const page = await this.#deps.store.page({
        from: 'after',
        position: from,
        limit: 1,
        filter: this.#filter,
      });
      found = page.entries[0]?.position ?? null;
      from = Math.max(from + 1, page.reached);
    }
    this.#head.seekEntry(found ?? this.#head.total, this.#now());
  }

  #tick(): void {
    this.#cancelTick?.();
    this.#cancelTick = null;
    if (this.#isClosed) return;
    this.#deps.changed(this.view());
    if (!this.#head.isPlaying) return;
    this.#cancelTick = this.#deps.clock.schedule(TICK_MS, () => {
      this.#follow()
        .then(() => {
          if (this.#position >= this.#head.total) this.#head.pause(this.#now());
          this.#tick();
        })
        .catch(this.#deps.onUnexpected);
    });
  }

  /** Shows what was recorded up to the moment at which the playhead is. */
  #follow(): Promise<void> {
    return this.#inOrder(async () => {
      const [after, upTo] = [this.#position, this.#head.position(this.#now())];
      if (upTo <= after || this.#isClosed) return;
      const scene = this.#scene;
      this.#position = upTo;
      const entries = await this.#newEntries(after, upTo);
      if (scene === this.#scene) this.#deps.revealed(entries);
    });
  }

  async #newEntries(after: number, upTo: number): Promise<NewEntries> {
    const filter = this.#filter;
    const range = { from: 'before', position: upTo + 1 } as const;
    const limit = Math.min(MOST_PUSHED, upTo - after);
    const all = await this.shown.page({ ...range, limit, filter: '' });
    const page = filter === '' ? all : await this.shown.page({ ...range, limit, filter });
    const entries = page.entries.filter(({ position }) => position > after);
    const newest = all.entries.findLast(({ type }) => type === 'event');
    return {
      filter,
      after: Math.max(after, page.reached - 1),
      upTo,
      entries,
      matched: entries.length,
      newestEvent: newest?.type === 'event' ? { seq: newest.event.seq, at: newest.at } : null,
    };
  }
}
