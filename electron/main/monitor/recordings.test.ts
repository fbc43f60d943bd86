import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { NewEntries } from '../../../shared/ipc/contract.ts';
import type { ExportRequest, ReplayView } from '../../../shared/model/recording.ts';
import type { TimelineEntry } from '../../../shared/model/timeline.ts';
import { emptyFolder } from '../testing/history-files.ts';
import { eventually, practiceRun, type PracticeRun } from '../testing/practice-run.ts';

const ALL: ExportRequest = { format: 'session', filter: '', isRedacted: false, from: null, to: null };

interface Run extends PracticeRun {
  readonly folder: string;
  readonly path: string;
  /** The names that were suggested for files, one after another. */
  readonly suggested: readonly string[];
  /** What the file dialogs answer. */
  readonly chosen: { path: string | null };
}

/** A monitor that heard some events. */
async function heard(events: number): Promise<Run> {
  const folder = await emptyFolder();
  const path = join(folder, 'session.ndjson');
  const chosen = { path };
  const suggested: string[] = [];
  const choose = (): Promise<string | null> => Promise.resolve(chosen.path);
  const run = await practiceRun({
    topicsOf: { aspect: 'presence', count: 3 },
    chooseFile: {
      toSave: (name) => {
        suggested.push(name);
        return choose();
      },
      toOpen: choose,
    },
  });
  await run.monitor.start();
  await run.seen.untilStatus('live');
  await run.seen.untilSubscribed();
  run.simulator.levers.pull({ lever: 'burst', count: events, perSecond: 1000 });
  await eventually('all events', () => run.seen.events.length >= events);
  return { ...run, folder, path, chosen, suggested };
}

async function exportAll(run: Run, request: Partial<ExportRequest> = {}): Promise<void> {
  const before = run.seen.last('exports')?.finished.length ?? 0;
  expect(await run.monitor.handlers.exportEntries({ ...ALL, ...request })).toBe(true);
  await eventually('the end of the export', () => (run.seen.last('exports')?.finished.length ?? 0) > before);
}

function replayOf(run: Run): Extract<ReplayView, { readonly phase: 'open' }> {
  const view = run.seen.last('replay');
  if (view?.phase !== 'open') throw new Error(`no replay, but ${String(view?.phase)}`);
  return view;
}

async function entriesShown(run: Run): Promise<readonly TimelineEntry[]> {
  return (await run.monitor.handlers.getSnapshot(null)).page.entries;
}

const toldOf = (entries: readonly TimelineEntry[]): readonly unknown[] =>
  entries.flatMap(({ at, ...entry }) => (entry.type === 'event' ? [{ at, event: entry.event }] : []));

describe('an export', () => {
  it('writes what happened, and shows how far it came', async () => {
    const run = await heard(20);
    await exportAll(run);
    const { finished, recent, running } = run.seen.last('exports') ?? {};
    expect(running).toBeNull();
    expect(finished?.[0]).toMatchObject({ path: run.path, format: 'session', result: { kind: 'written' } });
    expect(recent).toMatchObject([{ path: run.path }]);
    const lines = (await readFile(run.path, 'utf8')).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('"type":"event"'))).toHaveLength(20);
    expect(readdirSync(run.folder)).toEqual(['session.ndjson']);
  });

  it('holds no secret of the connection in any format, also with names', async () => {
    const run = await heard(5);
    for (const format of ['session', 'csv', 'har'] as const) {
      await exportAll(run, { format });
      const text = await readFile(run.path, 'utf8');
      const { address, received } = run.simulator;
      expect(text).not.toContain(address.clientSecret);
      expect(received.channels.length).toBeGreaterThan(0);
      for (const { channelId } of received.channels) expect(text).not.toContain(channelId);
    }
  });

  it('is named after the organisation where there are several, and after the moment', async () => {
    const run = await heard(1);
    await exportAll(run, { isRedacted: true });
    expect(run.suggested).toEqual([expect.stringMatching(/^vigil-acme-\d{4}-\d\d-\d\d-\d{4}\.ndjson$/)]);
  });

  it('to no file is none', async () => {
    const run = await heard(1);
    run.chosen.path = null;
    expect(await run.monitor.handlers.exportEntries(ALL)).toBe(false);
    expect(run.seen.last('exports')).toBeUndefined();
  });

  it('that cannot be written says why', async () => {
    const run = await heard(1);
    run.chosen.path = join(run.folder, 'nowhere', 'a.csv');
    await exportAll(run, { format: 'csv' });
    expect(run.seen.last('exports')?.finished[0]?.result).toMatchObject({
      kind: 'failed',
      error: { code: 'recording/unwritable' },
    });
    // The cause, from the thread.
    expect(run.logLines.join('\n')).toMatch(/An export failed trouble=unwritable .*code=ENOENT .*file-sink/);
  });

  it('shows its first lines before anything is written', async () => {
    const run = await heard(3);
    const preview = await run.monitor.handlers.previewExport({ ...ALL, format: 'csv', isRedacted: true });
    expect(preview).toMatchObject({ isComplete: true });
    expect(preview.lines).toHaveLength(4);
    expect(preview.lines.join('\n')).toMatch(/Agent \d/);
    expect(readdirSync(run.folder)).toEqual([]);
  });

  it('refuses a filter that cannot be read', async () => {
    const run = await heard(1);
    await expect(run.monitor.handlers.previewExport({ ...ALL, filter: 'agent:(' })).rejects.toMatchObject({
      error: { code: 'recording/unwritable' },
    });
  });
});

describe('a replay', () => {
  it('is one picture, also when somebody jumps while it is drawn', async () => {
    const run = await heard(20);
    const { handlers } = run.monitor;
    await exportAll(run);
    await handlers.openRecording({ path: run.path });
    await handlers.controlReplay({ command: 'pause' });
    await handlers.controlReplay({ command: 'seek', at: replayOf(run).from });
    const asked = handlers.getSnapshot(null);
    await handlers.controlReplay({ command: 'end' });
    const { page, replay } = await asked;
    expect(page.last).toBe(replay?.phase === 'open' ? replay.position : null);
  });

  it('shows the same events with the same changes, times and frames as the original', async () => {
    const run = await heard(30);
    const original = toldOf(await entriesShown(run));
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'end' });
    const shown = await entriesShown(run);
    expect(toldOf(shown)).toEqual(original);
    const position = shown.find(({ type }) => type === 'event')?.position ?? 0;
    const detail = await run.monitor.handlers.getEntry({ position });
    expect(detail?.frame).toContain('"topicName"');
  });

  it('of a redacted session tells of the same changes under other names', async () => {
    const run = await heard(10);
    const original = await entriesShown(run);
    await exportAll(run, { isRedacted: true });
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'end' });
    const { page, directory, replay } = await run.monitor.handlers.getSnapshot(null);
    expect(replay).toMatchObject({ isRedacted: true, organisation: null });
    for (const name of Object.values(directory.users)) expect(name).toMatch(/^Agent \d+$/);
    expect(page.entries.map(({ at, type }) => [at, type])).toEqual(
      original.map(({ at, type }) => [at, type]),
    );
  });

  it('holds back what happens meanwhile, and shows it afterwards', async () => {
    const run = await heard(5);
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'end' });
    const before = run.seen.pushes.length;
    run.simulator.levers.pull({ lever: 'burst', count: 7, perSecond: 1000 });
    await eventually('what happens meanwhile', () => run.seen.events.length >= 12);
    const told = run.seen.pushes.slice(before).filter(({ name }) => name === 'entries');
    expect(told).toEqual([]);
    await run.monitor.handlers.controlReplay({ command: 'leave' });
    expect(run.seen.last('replay')).toBeNull();
    expect(toldOf(await entriesShown(run))).toHaveLength(12);
  });

  it('goes anywhere at once, forward and back, and never shows what is to come', async () => {
    const run = await heard(20);
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'pause' });
    const { from, to, entries, scene } = replayOf(run);
    await run.monitor.handlers.controlReplay({ command: 'seek', at: to });
    expect(replayOf(run)).toMatchObject({ position: entries, isPlaying: false });
    expect(replayOf(run).scene).toBeGreaterThan(scene);
    await run.monitor.handlers.controlReplay({ command: 'seek', at: from });
    const { position } = replayOf(run);
    expect(position).toBeLessThan(entries);
    const { page } = await run.monitor.handlers.getSnapshot(null);
    expect(page.last).toBe(position);
    expect(page.entries.every((entry) => entry.position <= position)).toBe(true);
    expect(await run.monitor.handlers.getEntry({ position: position + 1 })).toBeNull();
    const ahead = { from: 'after', position, limit: 100, filter: '' } as const;
    expect((await run.monitor.handlers.queryEntries(ahead)).entries).toEqual([]);
  });

  it('steps to the next entry that is watched, and pushes it', async () => {
    const run = await heard(10);
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.watchEntries({ filter: 'type:event' });
    await run.monitor.handlers.controlReplay({ command: 'pause' });
    await run.monitor.handlers.controlReplay({ command: 'seek', at: replayOf(run).from });
    const pushed: NewEntries[] = [];
    run.monitor.on('entries', (entries) => pushed.push(entries));
    await run.monitor.handlers.controlReplay({ command: 'next' });
    expect(pushed.flatMap(({ entries }) => entries.map(({ type }) => type))).toContain('event');
    expect(pushed.at(-1)?.upTo).toBe(replayOf(run).position);
  });

  it('goes on with the filter as it was, when another one cannot be read', async () => {
    const run = await heard(10);
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'pause' });
    await run.monitor.handlers.controlReplay({ command: 'seek', at: replayOf(run).from });
    const { position } = replayOf(run);
    await expect(run.monitor.handlers.watchEntries({ filter: '(' })).rejects.toThrow();
    await run.monitor.handlers.controlReplay({ command: 'next' });
    expect(replayOf(run).position).toBeGreaterThan(position);
  });

  it('plays to the end by itself and stops there', async () => {
    const run = await heard(10);
    await exportAll(run);
    await run.monitor.handlers.openRecording({ path: null });
    await run.monitor.handlers.controlReplay({ command: 'speed', speed: 20 });
    await eventually('the end', () => replayOf(run).position === replayOf(run).entries);
    await eventually('that it stops', () => !replayOf(run).isPlaying);
  });

  it('can be exported again', async () => {
    const run = await heard(10);
    await exportAll(run, { isRedacted: true });
    await run.monitor.handlers.openRecording({ path: null });
    run.chosen.path = join(run.folder, 'again.ndjson');
    await exportAll(run);
    const text = await readFile(run.chosen.path, 'utf8');
    expect(text).toMatch(/"name":"Agent \d+"/);
    expect(text.split('\n').filter((line) => line.includes('"type":"event"'))).toHaveLength(10);
  });

  it('is exported again as what it is', async () => {
    const run = await heard(10);
    await exportAll(run, { isRedacted: true, filter: 'type:event' });
    await run.monitor.handlers.openRecording({ path: null });
    run.chosen.path = join(run.folder, 'again.ndjson');
    await exportAll(run);
    const [header = ''] = (await readFile(run.chosen.path, 'utf8')).split('\n');
    expect(JSON.parse(header)).toMatchObject({ filter: null, redaction: 'pseudonyms' });
    expect(run.seen.last('exports')?.finished[0]).toMatchObject({ isRedacted: true });
    expect(run.suggested.at(-1)).not.toContain('with-names');
  });

  it('of a file that is none says what is wrong, and shows the organisation as before', async () => {
    const run = await heard(2);
    await writeFile(run.path, 'no session');
    await expect(run.monitor.handlers.openRecording({ path: null })).rejects.toMatchObject({
      error: { code: 'recording/unreadable' },
    });
    expect(run.seen.last('replay')).toBeNull();
    expect(toldOf(await entriesShown(run))).toHaveLength(2);
    expect(run.logLines.join('\n')).toMatch(/could not be opened trouble=no-session .*session-reader/);
  });

  it('opens no file that the window made up', async () => {
    const run = await heard(1);
    await expect(run.monitor.handlers.openRecording({ path: '/etc/passwd' })).rejects.toMatchObject({
      error: { code: 'input/invalid' },
    });
  });
});
