import { appendFileSync, renameSync, statSync } from 'node:fs';

/** Where a log of this size makes room for the next. The one before is kept beside it, so twice as much is on disk. */
const MAX_BYTES = 1_000_000;

/**
 * A log in a file, for whoever asks later what happened. Each line is written before the call returns: the last words
 * of a process that dies are the ones that are wanted. A file that cannot be written is told once, and again only
 * after it could be; nothing waits for it and nothing ends by it.
 */
export function openLogFile(path: string, tellFailure: (thrown: unknown) => void): (line: string) => void {
  let bytes: number | null = null;
  let isFailing = false;
  return (line) => {
    try {
      bytes ??= statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes >= MAX_BYTES) {
        renameSync(path, `${path}.old`);
        bytes = 0;
      }
      appendFileSync(path, `${line}\n`, { mode: 0o600 });
      bytes += Buffer.byteLength(line) + 1;
      isFailing = false;
    } catch (thrown) {
      if (isFailing) return;
      // First, for whoever is told may want to log it.
      isFailing = true;
      tellFailure(thrown);
    }
  };
}
