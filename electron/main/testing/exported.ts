import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sink } from '../recording/file-sink.ts';
import type { Recorded } from '../recording/recorded.ts';
import { runExport, type ExportTask } from '../recording/run-export.ts';
import { openSessionFile, type SessionLine } from '../recording/session-reader.ts';
import { emptyFolder } from './history-files.ts';
import { sourceOf } from './recorded-entries.ts';

/** Keeps what is written. */
export function createTextSink(): Sink & {
  readonly text: () => string;
  readonly isAbandoned: () => boolean;
} {
  let text = '';
  let isAbandoned = false;
  return {
    write: (more) => {
      text += more;
    },
    end: () => undefined,
    abandon: () => {
      isAbandoned = true;
    },
    bytes: () => Buffer.byteLength(text),
    text: () => text,
    isAbandoned: () => isAbandoned,
  };
}

/** What an export would write. */
export function exported(task: ExportTask, recorded: readonly Recorded[]): string {
  const sink = createTextSink();
  runExport(task, { source: sourceOf(recorded), sink, isCancelled: () => false, report: () => undefined });
  return sink.text();
}

/** Puts a text or bytes into a file of its own and reads it as a session. */
export async function readBack(content: string | Uint8Array): Promise<readonly SessionLine[]> {
  const path = join(await emptyFolder(), 'session.ndjson');
  await writeFile(path, content);
  const lines: SessionLine[] = [];
  for await (const line of (await openSessionFile(path)).lines) lines.push(line);
  return lines;
}
