import { randomBytes } from 'node:crypto';
import type { ExportRequest, ExportsView, FinishedExport } from '../../../shared/model/recording.ts';
import { t } from '../../../shared/text/t.ts';
import type { Clock } from '../base/clock.ts';
import { Failure } from '../base/failure.ts';
import type { Logger } from '../base/logger.ts';
import type { Origin } from '../recording/recorded.ts';
import type { RecentFiles } from '../recording/recent-files.ts';
import { logTrouble, RecordingError } from '../recording/recording-error.ts';
import type { JobResults } from '../recording/recording-protocol.ts';
import type { RunningJob, StartJob } from '../recording/recording-thread.ts';
import type { ExportTask } from '../recording/run-export.ts';
import type { ChooseFile, Monitor } from './monitor.ts';
import type { Recordable } from './recordable.ts';

type ExportVerb = 'previewExport' | 'exportEntries' | 'cancelExport' | 'showExport';

export interface ExportsDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly startJob: StartJob;
  readonly chooseFile: ChooseFile;
  readonly showFile: (path: string) => void;
  readonly recent: RecentFiles;
  readonly appVersion: string;
  /** What the window shows now. */
  readonly recordable: () => Promise<Recordable>;
  /** Names the organisation in the names of files; null where there is nothing to tell it from. */
  readonly organisationName: () => string | null;
  /** What was done before to what the window shows now. */
  readonly origin: () => Origin;
  readonly changed: (view: ExportsView) => void;
  readonly log: Logger;
}

export interface Exports {
  readonly handlers: Pick<Monitor['handlers'], ExportVerb>;
  readonly view: () => ExportsView;
  /** Final: an export under way is cancelled; resolves when nothing of it is left. */
  readonly stop: () => Promise<void>;
}

const PREVIEW_LINES = 6;
const MOST_FINISHED = 20;
/** Shorter ones stand in ordinary text, too: whoever has such a secret is not helped by exports that fail. */
const SHORTEST_SECRET = 12;
const EXTENSIONS = { session: 'ndjson', csv: 'csv', har: 'har' } as const;

/** Writes what the window shows into files, one at a time, each in a thread of its own. */
export function createExports(deps: ExportsDeps): Exports {
  let running: { readonly job: RunningJob<'export'>; readonly over: Promise<void> } | null = null;
  let isChoosing = false;
  let view: ExportsView = { running: null, finished: [], recent: deps.recent.all() };

  function change(parts: Partial<ExportsView>): void {
    view = { ...view, ...parts, recent: deps.recent.all() };
    deps.changed(view);
  }

  async function taskOf(
    request: ExportRequest,
    now: number,
  ): Promise<Pick<Recordable, 'whereabouts'> & { task: ExportTask }> {
    // First, so that it is that of what is asked for next.
    const origin = deps.origin();
    const { whereabouts, directory, topics, organisation, clockOffsetMs, secrets } = await deps.recordable();
    const facts = { appVersion: deps.appVersion, exportedAt: now, topics, organisation, clockOffsetMs };
    const kept = secrets.filter(({ length }) => length >= SHORTEST_SECRET);
    return {
      whereabouts,
      task: { request, facts, directory, origin, key: randomBytes(32), secrets: kept, now },
    };
  }

  async function write(request: ExportRequest, path: string): Promise<void> {
    const now = deps.clock.now();
    const { whereabouts, task } = await taskOf(request, now);
    const { format } = request;
    const isRedacted = request.isRedacted || task.origin.isRedacted;
    const beginning = { path, format, isRedacted, lookedThrough: 0, total: 0, written: 0, bytes: 0 };
    const job = deps.startJob({ kind: 'export', task, from: whereabouts, path }, (progress) => {
      change({ running: { ...beginning, ...progress } });
    });
    change({ running: beginning });
    running = { job, over: finish(job, { path, format, isRedacted }) };
  }

  async function finish(
    job: RunningJob<'export'>,
    what: Pick<FinishedExport, 'path' | 'format' | 'isRedacted'>,
  ): Promise<void> {
    const result = await resultOf(job.result);
    running = null;
    const at = deps.clock.now();
    if (result.kind === 'written' && what.format === 'session') deps.recent.add(what.path, at);
    const finished: FinishedExport = { id: deps.newId(), at, ...what, result };
    change({ running: null, finished: [finished, ...view.finished].slice(0, MOST_FINISHED) });
  }

  async function resultOf(ending: Promise<JobResults['export']>): Promise<FinishedExport['result']> {
    try {
      const { written, bytes } = await ending;
      return { kind: 'written', entries: written, bytes };
    } catch (thrown) {
      if (thrown instanceof RecordingError && thrown.trouble === 'cancelled') return { kind: 'cancelled' };
      logTrouble(deps.log, 'An export failed', thrown);
      return { kind: 'failed', error: exportFailure(thrown).error };
    }
  }

  return {
    handlers: {
      previewExport: async (request) => {
        const { whereabouts, task } = await taskOf(request, deps.clock.now());
        try {
          return await deps.startJob({ kind: 'preview', task, from: whereabouts, lines: PREVIEW_LINES })
            .result;
        } catch (thrown) {
          logTrouble(deps.log, 'The preview of an export failed', thrown);
          throw exportFailure(thrown);
        }
      },
      exportEntries: async (request) => {
        if (running !== null || isChoosing) throw busy();
        isChoosing = true;
        try {
          const path = await deps.chooseFile.toSave(nameOf(request, deps, deps.clock.now()), request.format);
          if (path === null) return false;
          await write(request, path);
          return true;
        } finally {
          isChoosing = false;
        }
      },
      cancelExport: () => {
        running?.job.cancel();
        return Promise.resolve(null);
      },
      showExport: ({ id }) => {
        const found = view.finished.find((finished) => finished.id === id);
        if (found !== undefined) deps.showFile(found.path);
        return Promise.resolve(null);
      },
    },
    view: () => ({ ...view, recent: deps.recent.all() }),
    stop: async () => {
      running?.job.cancel();
      await running?.over;
    },
  };
}

const busy = (): Failure =>
  new Failure({
    code: 'input/invalid',
    message: t('An export is under way already. Wait until it is done, or cancel it.'),
  });

function exportFailure(thrown: unknown): Failure {
  const message =
    thrown instanceof RecordingError
      ? thrown.message
      : t('The export failed. Nothing was left behind. Try again; the log has the details.');
  return new Failure({ code: 'recording/unwritable', message }, { cause: thrown });
}

/** `vigil-acme-eu-2026-11-24-1405.ndjson`, in local time; a name says so where names are left in. */
function nameOf(
  { format, isRedacted }: ExportRequest,
  { organisationName, origin }: Pick<ExportsDeps, 'organisationName' | 'origin'>,
  now: number,
): string {
  const organisation = organisationName();
  const hasNames = !isRedacted && !origin().isRedacted;
  const date = new Date(now);
  const pad = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}${pad(date.getMinutes())}`;
  const whose = organisation === null ? '' : slugOf(organisation);
  return `vigil-${whose}${day}-${time}${hasNames ? '-with-names' : ''}.${EXTENSIONS[format]}`;
}

const MOST_OF_A_NAME = 40;

/** What any file system takes of a name, with a dash after it; nothing where that is nothing. */
function slugOf(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = plain.slice(0, MOST_OF_A_NAME).match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => `${word}-`).join('');
}
