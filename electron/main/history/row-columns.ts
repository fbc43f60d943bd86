import type { Row, RowColumns } from './history-protocol.ts';

export function columnsOf(rows: readonly Row[]): RowColumns {
  return {
    positions: rows.map(({ position }) => position),
    ats: rows.map(({ at }) => at),
    types: rows.map(({ type }) => type),
    seqs: rows.map(({ seq }) => seq),
    records: rows.map(({ record }) => record),
    frames: rows.map(({ frame }) => frame),
  };
}

/** The columns are of one length, so each row has a value in each. */
export function rowsOf({ positions, ats, types, seqs, records, frames }: RowColumns): readonly Row[] {
  return positions.map((position, index) => ({
    position,
    at: ats[index] ?? 0,
    type: types[index] ?? 'diagnostic',
    seq: seqs[index] ?? null,
    record: records[index] ?? '',
    frame: frames[index] ?? null,
  }));
}

/** About how much of the disk the rows take. */
export function bytesOf({ records, frames }: RowColumns): number {
  let bytes = 0;
  for (const record of records) bytes += record.length;
  for (const frame of frames) bytes += frame?.length ?? 0;
  return bytes;
}
