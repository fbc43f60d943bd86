import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { writingError } from './recording-error.ts';

/** Takes text to where it belongs. `write` returns when there is room for more. */
export interface Sink {
  readonly write: (text: string) => void;
  /** Everything is where it belongs, and stays there. */
  readonly end: () => void;
  /** Nothing is left behind. Does no harm after `end`. */
  readonly abandon: () => void;
  /** How much it took. */
  readonly bytes: () => number;
}

/** What is written is gathered up to this size. */
const GATHERED_CHARS = 128 * 1024;

/** The part of the file system that is used. */
export interface Files {
  readonly open: (path: string) => number;
  /** Answers with how many bytes it wrote. */
  readonly write: (file: number, bytes: Uint8Array) => number;
  readonly sync: (file: number) => void;
  readonly close: (file: number) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
}

export const SYSTEM_FILES: Files = {
  // What is exported is for nobody else on this computer unless its owner says so.
  open: (path) => openSync(path, 'w', 0o600),
  write: (file, bytes) => writeSync(file, bytes),
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
  remove: (path) => {
    rmSync(path, { force: true });
  },
};

/**
 * Writes a file under a name of its own and gives it its name when it is whole: what stood there before stays until
 * then, and a file by that name is never half of one. It works at once, in a thread of its own: so the writer waits
 * for the disk, and nothing piles up in between. Throws a `RecordingError`.
 */
export function createFileSink(path: string, files: Files = SYSTEM_FILES): Sink {
  const partial = `${path}.part`;
  let gathered = '';
  let bytes = 0;
  let file: number | null = told(() => files.open(partial));

  function flush(): void {
    let rest: Uint8Array = Buffer.from(gathered);
    gathered = '';
    while (file !== null && rest.length > 0) {
      const written = files.write(file, rest);
      bytes += written;
      rest = rest.subarray(written);
    }
  }

  function close(): void {
    const open = file;
    file = null;
    if (open !== null) files.close(open);
  }

  return {
    write: (text) => {
      gathered += text;
      if (gathered.length >= GATHERED_CHARS) told(flush);
    },
    end: () => {
      told(() => {
        flush();
        if (file !== null) files.sync(file);
        close();
        files.rename(partial, path);
      });
    },
    abandon: () => {
      try {
        close();
      } finally {
        files.remove(partial);
      }
    },
    bytes: () => bytes + gathered.length,
  };
}

function told<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw writingError(thrown);
  }
}
