import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { t } from '../../../shared/text/t.ts';
import { RecordingError } from './recording-error.ts';

const LINE_BREAK = 0x0a;
const GZIP = [0x1f, 0x8b] as const;

/** A line without its line break. Of the last one of a file, `isWhole` says whether it had one. */
export interface FileLine {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
}

export interface FileLines {
  readonly lines: AsyncIterable<FileLine>;
  /** The size of the file, and how much of it was read so far. */
  readonly size: number;
  readonly bytesRead: () => number;
}

/**
 * Reads a file line by line, unpacked where it is packed by gzip. It holds one line at a time, and none that is longer
 * than `longestLine` bytes: such a file ends with a `RecordingError`.
 */
export async function openFileLines(path: string, longestLine: number): Promise<FileLines> {
  const { size, isPacked } = await lookAt(path);
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  // A failure of either ends the other, and is thrown to whoever reads.
  const content = isPacked ? pipeline(file, createGunzip(), () => undefined) : file;
  return { lines: split(content, longestLine), size, bytesRead: () => file.bytesRead };
}

async function lookAt(path: string): Promise<{ readonly size: number; readonly isPacked: boolean }> {
  const file = await open(path, 'r');
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new RecordingError('unreadable', t('This is no file.'));
    const start = Buffer.alloc(GZIP.length);
    await file.read(start, 0, GZIP.length, 0);
    return { size: stats.size, isPacked: GZIP.every((byte, index) => start[index] === byte) };
  } finally {
    await file.close();
  }
}

async function* split(content: AsyncIterable<Buffer>, longestLine: number): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of content) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_BREAK); end !== -1; end = chunk.indexOf(LINE_BREAK, start)) {
      yield { bytes: Buffer.concat([...parts, chunk.subarray(start, end)]), isWhole: true };
      [parts, length, start] = [[], 0, end + 1];
      line += 1;
    }
    const rest = chunk.subarray(start);
    length += rest.length;
    if (length > longestLine) {
      throw new RecordingError(
        'no-session',
        t('Line {line} of the file is too long for a session.', { line }),
      );
    }
    if (rest.length > 0) parts.push(rest);
  }
  if (parts.length > 0) yield { bytes: Buffer.concat(parts), isWhole: false };
}
