import type { Row } from './history-protocol.ts';

/** Where the entries of a timeline are: in a file, and after those the ones that no file has. */
export interface Whereabouts {
  readonly file: DiskFile | null;
  readonly held: readonly Row[];
}

/** Enough to open the file of a history once more, for reading. */
export interface DiskFile {
  readonly path: string;
  readonly key: string;
}
