import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { entryLines } from './console-lines.ts';

/** Prints new rows of the timeline until the returned function is called. */
export function printEntries(
  monitor: Pick<Monitor, 'on' | 'onStored'>,
  print: (line: string) => void,
): () => void {
  let directory: Directory = EMPTY_DIRECTORY;
  const stops = [
    monitor.on('directory', (names) => {
      directory = names;
    }),
    monitor.onStored((stored) => {
      const entries = stored.map(({ entry }) => entry);
      for (const line of entryLines(entries, directory)) print(line);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
