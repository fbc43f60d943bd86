import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Target } from './target.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCORE_PERCENT = 90;

/** The part of the report that is read: https://github.com/stryker-mutator/mutation-testing-elements. */
const ReportSchema = v.object({
  files: v.record(v.string(), v.object({ mutants: v.array(v.object({ status: v.string() })) })),
});

const FOUND = new Set(['Killed', 'Timeout']);
const COUNTED = new Set([...FOUND, 'Survived', 'NoCoverage']);

/** R24: the share of mutants of the core that its tests find. `--mutate FILE` takes one file alone. */
export const runMutation: Target = (args) => {
  const at = args.indexOf('--mutate');
  const only = at === -1 ? [] : ['--mutate', args[at + 1] ?? ''];
  const { status } = spawnSync('npx', ['stryker', 'run', ...only], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Stryker ended with ${String(status)}.`);
  const text = readFileSync(join(ROOT, 'artifacts/mutation/report.json'), 'utf8');
  const { files } = v.parse(ReportSchema, JSON.parse(text));
  const scores = Object.entries(files).map(([file, { mutants }]) => {
    const counted = mutants.filter((mutant) => COUNTED.has(mutant.status));
    const found = counted.filter((mutant) => FOUND.has(mutant.status));
    return { file, mutants: counted.length, found: found.length };
  });
  const mutants = scores.reduce((sum, score) => sum + score.mutants, 0);
  const found = scores.reduce((sum, score) => sum + score.found, 0);
  const scorePercent = Math.round((found / mutants) * 1000) / 10;
  return Promise.resolve({
    isMet: scorePercent >= SCORE_PERCENT,
    bar: { scorePercent: SCORE_PERCENT },
    figures: { scorePercent, mutants, found, scores },
  });
};
