import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Stretch } from '../../../shared/model/coverage.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';
import { writeAtomicallyAtOnce } from '../base/write-atomically.ts';
import { createStretchList, type CoverageLedger, type CoverageLedgers } from './coverage-ledger.ts';
import { lineOf, readLines } from './coverage-lines.ts';

const FOLDER_NAME = 'coverage';
/** A file is written anew when this many of its lines have been overtaken by later ones: some hours of notes. */
const OVERTAKEN_LINES = 5_000;

/**
 * Keeps a ledger for each profile in a file of the data folder. Each note is one line at its end, which the system has
 * when `put` returns: a kill at any moment leaves all that was noted. Power that fails may take the last lines along;
 * what is missing at the end counts as not heard, so that a loss of notes makes a gap longer, never shorter.
 *
 * The work is done in turn with everything else, on purpose: it is a line of some hundred bytes every few seconds.
 * `say` is told of a file that was damaged.
 */
export function createCoverageFiles(options: {
  readonly dataDir: string;
  readonly say: (notice: Notice) => void;
}): CoverageLedgers {
  const folder = join(options.dataDir, FOLDER_NAME);
  const ledgers = new Map<string, CoverageLedger>();
  // An id may be of characters that no file name may have.
  const pathOf = (profileId: string): string =>
    join(folder, `${createHash('sha256').update(profileId).digest('hex').slice(0, 32)}.ndjson`);
  return {
    of: (profileId) => {
      const known = ledgers.get(profileId);
      if (known !== undefined) return known;
      const ledger = openLedger(pathOf(profileId), (notice) => {
        options.say({ ...notice, profileId });
      });
      ledgers.set(profileId, ledger);
      return ledger;
    },
    forget: (profileId) => {
      ledgers.delete(profileId);
      rmSync(pathOf(profileId), { force: true });
    },
  };
}

function openLedger(path: string, say: (notice: Notice) => void): CoverageLedger {
  const kept = readKept(path, say);
  const list = createStretchList(kept.stretches);
  let lineCount = kept.lineCount;

  /** Writes the file anew when most of its lines have been overtaken. */
  function compact(): void {
    if (lineCount <= list.stretches().length + OVERTAKEN_LINES) return;
    // What was put down last stays last: the next run goes on from its end.
    const latest = list.latest();
    const others = list.stretches().filter(({ id }) => id !== latest?.id);
    const all = latest === null ? others : [...others, latest];
    writeAtomicallyAtOnce(path, all.map(lineOf).join(''));
    lineCount = all.length;
  }

  return {
    stretches: list.stretches,
    latest: list.latest,
    put: (stretch) => {
      list.put(stretch);
      append(path, lineOf(stretch));
      lineCount += 1;
      compact();
    },
  };
}

interface Kept {
  readonly stretches: readonly Stretch[];
  readonly lineCount: number;
}

/** Reads a file as far as it can be read; of one that was damaged the original is kept beside it. */
function readKept(path: string, say: (notice: Notice) => void): Kept {
  let text: string;
  let writtenAt: number;
  try {
    text = readFileSync(path, 'utf8');
    writtenAt = Math.floor(statSync(path).mtimeMs);
  } catch (thrown) {
    if (isMissing(thrown)) return { stretches: [], lineCount: 0 };
    say(
      notice(
        t(
          'The record of gaps could not be read, so gaps before this start may be missing. Check that you may read {path}, and start Vigil anew.',
          { path },
        ),
      ),
    );
    return { stretches: [], lineCount: 0 };
  }
  const { stretches, lineCount, damaged } = readLines(text);
  const isEmpty = stretches.length === 0;
  if (damaged === 0 && (!isEmpty || lineCount === 0)) return { stretches, lineCount };
  const original = `${path}.damaged`;
  say(
    notice(
      t(
        'The record of gaps was damaged: {damaged} of {lineCount} lines cannot be read. ' +
          'Vigil goes on from the others and has kept the original as {original}.',
        { damaged, lineCount, original },
      ),
    ),
  );
  // That the file was written to proves that Vigil was listening until about then.
  const proof: Stretch = {
    kind: 'heard',
    id: `written-${String(writtenAt)}`,
    from: writtenAt,
    to: writtenAt,
  };
  const all = isEmpty ? [proof] : stretches;
  setAside(path, original, all);
  return { stretches: all, lineCount: all.length };
}

const notice = (message: string): Notice => ({ id: 'coverage-damaged', severity: 'warning', message });

function setAside(path: string, original: string, stretches: readonly Stretch[]): void {
  try {
    copyFileSync(path, original);
    writeAtomicallyAtOnce(path, stretches.map(lineOf).join(''));
  } catch {
    // What was read is known to this run; the next note says that the folder cannot be written to.
  }
}

function append(path: string, line: string): void {
  try {
    appendFileSync(path, line, { mode: 0o600 });
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    appendFileSync(path, line, { mode: 0o600 });
  }
}

const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
