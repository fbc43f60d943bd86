import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { numberOption, type Target, type TargetResult } from '../target.ts';
import type { Share, ShareResult } from './model-share.ts';

const SEQUENCES = 100_000;
const SEQUENCES_A_SHARE = 2_500;

/**
 * R23: random sequences of everything that user, system, network and service may do, `--sequences` of them on the
 * pure decision and as many on the whole core, in `--workers` threads, from `--seed` on.
 */
export const runModel: Target = async (args) => {
  const sequences = numberOption(args, 'sequences', SEQUENCES);
  const workers = numberOption(args, 'workers', 2);
  const seed = numberOption(args, 'seed', 1);
  const shares = [...sharesOf('transition', sequences, seed), ...sharesOf('session', sequences, seed)];
  const results: { readonly share: Share; readonly result: ShareResult }[] = [];
  await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(join(import.meta.dirname, 'model-worker.ts'));
      for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
        worker.postMessage(share);
        const [result] = (await once(worker, 'message')) as [ShareResult];
        results.push({ share, result });
        if (result.counterexample !== null) process.stderr.write(`${result.counterexample}\n`);
      }
      await worker.terminate();
    }),
  );
  return summary(results, sequences);
};

function sharesOf(model: Share['model'], sequences: number, seed: number): Share[] {
  return Array.from({ length: Math.ceil(sequences / SEQUENCES_A_SHARE) }, (_, place) => ({
    model,
    seed: seed + place,
    sequences: Math.min(SEQUENCES_A_SHARE, sequences - place * SEQUENCES_A_SHARE),
  }));
}

function summary(
  results: readonly { readonly share: Share; readonly result: ShareResult }[],
  sequences: number,
): TargetResult {
  const played = (model: Share['model']): number =>
    results
      .filter(({ share }) => share.model === model)
      .reduce((sum, { result }) => sum + result.sequences, 0);
  const counterexamples = results.flatMap(({ result }) => result.counterexample ?? []);
  const figures = {
    transitionSequences: played('transition'),
    sessionSequences: played('session'),
    violations: counterexamples.length,
    counterexamples,
  };
  const isComplete = figures.transitionSequences >= sequences && figures.sessionSequences >= sequences;
  return { isMet: isComplete && counterexamples.length === 0, bar: { violations: 0, sequences }, figures };
}
