import type { Sink } from './file-sink.ts';

/** Longer lines are cut for the eye. */
const LONGEST_SHOWN = 2_000;

export interface PreviewSink extends Sink {
  readonly lines: () => readonly string[];
  readonly isFull: () => boolean;
}

/** Keeps the first lines of what is written. */
export function createPreviewSink(most: number): PreviewSink {
  let text = '';
  const all = (): readonly string[] => text.split(/\r?\n/).filter((line) => line !== '');
  return {
    write: (more) => {
      if (all().length <= most) text += more;
    },
    end: () => undefined,
    abandon: () => undefined,
    bytes: () => Buffer.byteLength(text),
    isFull: () => all().length > most,
    lines: () =>
      all()
        .slice(0, most)
        .map((line) => (line.length <= LONGEST_SHOWN ? line : `${line.slice(0, LONGEST_SHOWN)}…`)),
  };
}
