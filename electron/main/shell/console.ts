import { EMPTY_DIRECTORY, type Directory } from '../../../shared/model/directory.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { entryLine } from './console-lines.ts';

/** Prints each new row of the timeline until the returned function is called. */
export function printEntries(monitor: Pick<Monitor, 'on'>, print: (line: string) => void): () => void {
  let directory: Directory = EMPTY_DIRECTORY;
  const stops = [
    monitor.on('directory', (names) => {
      directory = names;
    }),
    monitor.on('entries', (entries) => {
      for (const entry of entries) print(entryLine(entry, directory));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
