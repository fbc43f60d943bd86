import { PUSH_NAMES, type PushName, type Pushes } from '../../../shared/ipc/contract.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { Emitter } from '../base/emitter.ts';
import { Failure } from '../base/failure.ts';
import { ORIGINAL, type Origin } from '../recording/recorded.ts';
import type { ReplayStores } from '../recording/replay-stores.ts';
import { createExports, type ExportsDeps } from './exports.ts';
import type { LiveMonitor, Monitor } from './monitor.ts';
import { ORGANISATION_PUSHES } from './organisation.ts';
import type { Recordable } from './recordable.ts';
import { ReplayStage, type StagedReplay } from './replay-stage.ts';
import { timelineInUse } from './timeline.ts';

export interface RecordingsDeps extends Omit<
  ExportsDeps,
  'recordable' | 'organisationName' | 'origin' | 'changed'
> {
  readonly stores: ReplayStores;
  readonly onUnexpected: (thrown: unknown) => void;
}

/** What is told of the scene that the window shows: of the organisation, or of a recording in its place. */
const SCENE_PUSHES: ReadonlySet<PushName> = new Set<PushName>(ORGANISATION_PUSHES);

/**
 * Puts exports and replays around a monitor. While a recording is shown, the organisations go on being listened to
 * and stored as ever; only what the window sees of the one it shows is held back, and what it asks is answered from the recording.
 */
export function withRecordings(live: LiveMonitor, deps: RecordingsDeps): Monitor {
  const emitter = new Emitter<Pushes>();
  const stage = new ReplayStage({
    ...deps,
    push: (name, payload) => {
      emitter.emit(name, payload);
    },
  });
  const exports = createExports({
    ...deps,
    recordable: () => recordableOf(live, stage.current()),
    organisationName: () => {
      const staged = stage.current();
      return staged === null ? live.organisationName() : staged.imported.header.organisation;
    },
    origin: () => originOf(stage.current()),
    changed: (view) => {
      emitter.emit('exports', view);
    },
  });
  const stops = PUSH_NAMES.map((name) =>
    live.on(name, (payload) => {
      if (stage.current() === null || !SCENE_PUSHES.has(name)) emitter.emit(name, payload);
    }),
  );

  return {
    ...live,
    handlers: {
      ...live.handlers,
      ...timelineInUse(() => stage.current()?.timeline.handlers ?? live.handlers),
      watchEntries: async (argument) => {
        // First it is judged: a filter that cannot be read changes nothing.
        const watched = await live.handlers.watchEntries(argument);
        stage.current()?.replay.watch(argument.filter);
        return watched;
      },
      ...exports.handlers,
      getSnapshot: async () => {
        const present = await live.handlers.getSnapshot(null);
        const scene = await sceneOn(stage);
        return { ...present, ...scene, exports: exports.view() };
      },
      openRecording: async ({ path }) => {
        if (stage.isOpening) throw opening();
        const chosen = path === null ? await deps.chooseFile.toOpen() : knownPath(path, deps.recent.all());
        if (chosen === null) return false;
        try {
          return await stage.open(chosen);
        } finally {
          emitter.emit('exports', exports.view());
        }
      },
      controlReplay: async (command) => {
        if (command.command === 'leave') await stage.leave();
        else await stage.current()?.replay.move(command);
        return null;
      },
    },
    on: (name, listener) => emitter.on(name, listener),
    stop: async () => {
      await Promise.all([exports.stop(), stage.stop(), live.stop()]);
      for (const stop of stops) stop();
    },
  };
}

/** The recording as it is shown: its page and its view are of one scene, also when somebody jumps meanwhile. */
async function sceneOn(stage: ReplayStage): Promise<Partial<Snapshot>> {
  const staged = stage.current();
  if (staged === null) return {};
  const { scene } = staged.replay;
  const page = await staged.timeline.newestPage();
  if (stage.current() !== staged || staged.replay.scene !== scene) return sceneOn(stage);
  return { ...staged.replay.picture(), replay: staged.replay.view(), page };
}

/** All of what is shown; of a recording also what is not shown yet. */
async function recordableOf(live: LiveMonitor, staged: StagedReplay | null): Promise<Recordable> {
  if (staged === null) return live.recordable();
  const { header, directory } = staged.imported;
  const { topics, organisation, clockOffsetMs } = header;
  const whereabouts = await staged.store.whereabouts();
  return { whereabouts, directory, topics, organisation, clockOffsetMs, secrets: [] };
}

function originOf(staged: StagedReplay | null): Origin {
  if (staged === null) return ORIGINAL;
  const { filter, redaction } = staged.imported.header;
  return { filter, isRedacted: redaction === 'pseudonyms' };
}

/** The window may name files that it was told of, and no others. */
function knownPath(path: string, recent: readonly { readonly path: string }[]): string {
  if (recent.some((known) => known.path === path)) return path;
  throw new Failure({ code: 'input/invalid', message: t('Choose the file by "Open a session…".') });
}

const opening = (): Failure =>
  new Failure({
    code: 'input/invalid',
    message: t('A session is being opened already. Wait until it is open, or cancel that.'),
  });
