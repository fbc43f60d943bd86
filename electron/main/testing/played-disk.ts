import type { EntryPage } from '../../../shared/model/snapshot.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { countDeliveriesIn } from '../history/deliveries.ts';
import { missingEntry } from '../history/entry-codec.ts';
import type { HistoryDisk } from '../history/history-disk.ts';
import { HistoryError, type HistoryTrouble, type OpenedHistory } from '../history/history-protocol.ts';
import { entryMarked } from '../history/marks.ts';
import { neighboursAmong } from '../history/neighbours.ts';
import { rangeOf, reachedBy, withoutHole } from '../history/positions.ts';
import type { Survey } from '../history/retention.ts';

/** What lies on a disk, over all openings of it, and what the disk has against being used. */
export class PlayedDisk {
  readonly entries = new Map<number, TimelineEntry>();
  trouble: { readonly on: 'open' | 'append' | 'page'; readonly is: HistoryTrouble; isOnce?: true } | null =
    null;
  openings = 0;
  openNow = 0;
  survey: Survey = { first: 0, last: 0, since: null, tooOld: 0, usedBytes: 0 };
  readonly trims: number[] = [];
  setAside: OpenedHistory['setAside'] = null;

  #check(on: 'open' | 'append' | 'page'): void {
    const { trouble } = this;
    if (trouble?.on !== on) return;
    if (trouble.isOnce === true) this.trouble = null;
    throw new HistoryError(trouble.is, 'under test');
  }

  // What a disk does is told of by a promise, also when it fails.
  readonly open = async (): Promise<HistoryDisk> => {
    await Promise.resolve();
    this.openings += 1;
    this.#check('open');
    this.openNow += 1;
    const last = [...this.entries.keys()].at(-1) ?? 0;
    const events = [...this.entries.values()].filter(({ type }) => type === 'event').length;
    return {
      opened: { lastPosition: last, lastSeq: events, path: '/data/history/one.db', setAside: this.setAside },
      file: { path: '/data/history/one.db', key: '' },
      append: async (entries) => {
        await Promise.resolve();
        this.#check('append');
        for (const { entry } of entries) this.entries.set(entry.position, entry);
      },
      page: async (query): Promise<EntryPage> => {
        await Promise.resolve();
        this.#check('page');
        const all = [...this.entries.values()];
        const [first, end] = [all[0]?.position ?? 0, all.at(-1)?.position ?? 0];
        const range = rangeOf(query, first, end);
        const found = all.filter(({ position }) => position >= range.from && position <= range.to);
        const entries = first === 0 ? [] : withoutHole(range, found);
        return { entries, reached: reachedBy(query, entries), first, last: end };
      },
      countDeliveries: async (positions) => {
        await Promise.resolve();
        this.#check('append');
        const held = positions.map((position) => ({
          entry: this.entries.get(position) ?? missingEntry(position, 0),
        }));
        const changed = held.flatMap(({ entry }) =>
          countDeliveriesIn([{ entry, arrival: null }], [entry.position]),
        );
        for (const entry of changed) this.entries.set(entry.position, entry);
        return changed;
      },
      count: () => Promise.resolve({ matching: 0, total: this.entries.size, isWhole: true }),
      countByTime: ({ position }) =>
        Promise.resolve({ counts: [], reached: position, isWhole: true, last: this.entries.size }),
      positionAt: (at) =>
        Promise.resolve([...this.entries.values()].find((entry) => entry.at >= at)?.position ?? null),
      runRules: ({ since }) => Promise.resolve({ runs: [], from: since, to: since, upTo: 0, isWhole: true }),
      entry: (position) => {
        const entry = this.entries.get(position);
        return Promise.resolve(entry === undefined ? null : { entry, frame: null });
      },
      neighbours: (position) => {
        const entry = this.entries.get(position);
        return Promise.resolve(
          entry === undefined ? null : neighboursAmong(entry, [...this.entries.values()]),
        );
      },
      mark: async (position, mark) => {
        await Promise.resolve();
        this.#check('append');
        const entry = this.entries.get(position);
        if (entry !== undefined) this.entries.set(position, entryMarked(entry, mark));
        return entry !== undefined;
      },
      survey: () => Promise.resolve(this.survey),
      cut: (through) => Promise.resolve({ keptSince: this.entries.get(through + 1)?.at ?? null, marked: 2 }),
      trim: (through, limit) => {
        const count = Math.max(0, Math.min(limit, through - this.survey.first + 1));
        this.survey = { ...this.survey, first: this.survey.first + count, tooOld: 0 };
        this.trims.push(count);
        return Promise.resolve(count);
      },
      close: () => {
        this.openNow -= 1;
        return Promise.resolve();
      },
    };
  };
}
