import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { historyFile } from '../../testing/history-files.ts';
import { openHistory, pathOf } from '../open-history.ts';
import { openSqlFile } from '../sql-file.ts';
import { firstSince, rangesWithin } from './time-stretches.ts';

/** The clock goes forward, and is set back now and then. */
const steps = fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat(20) }, fc.integer({ min: -5_000, max: -1 })), {
  minLength: 3_000,
  maxLength: 3_500,
});

it('the first entry since a moment, and where those of a time are, are exact although the clock was set back', async () => {
  const file = await historyFile();
  const { database } = openHistory(file, null);
  const sql = openSqlFile(pathOf(file), file.key);
  onTestFinished(() => {
    sql.close();
    database.close(true);
  });
  let last = 0;
  fc.assert(
    fc.property(
      steps,
      fc.array(fc.integer({ min: -20_000, max: 40_000 }), { minLength: 20 }),
      (given, moments) => {
        database.trim(last, 1_000_000);
        let at = 10_000;
        const rows = given.map((step) => {
          at += step;
          last += 1;
          return { position: last, at, type: 'diagnostic', seq: null, record: '{}', frame: null } as const;
        });
        for (let from = 0; from < rows.length; from += 700) database.append(rows.slice(from, from + 700));
        for (const moment of moments) {
          expect(firstSince(sql, moment)).toBe(rows.find((row) => row.at >= moment)?.position ?? null);
          const ranges = rangesWithin(sql, moment, moment + 500);
          const isWithin = (position: number) =>
            ranges.some(({ from, to }) => position >= from && position <= to);
          const missed = rows.filter(
            (row) => row.at >= moment && row.at < moment + 500 && !isWithin(row.position),
          );
          expect(missed).toEqual([]);
        }
      },
    ),
    { numRuns: 5 },
  );
});
