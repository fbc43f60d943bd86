/**
 * Runs one bench and prints one JSON line: `npm run --silent bench -- NAME`. Every figure stands beside a baseline
 * taken in the same run, because machines are shared and noisy; progress goes to stderr.
 */
import { measureStartup } from './startup.ts';
import { measureThroughput } from './throughput.ts';

/** What a bench prints: its ratio to the baseline, and the figures behind it. */
type BenchResult = { readonly ratio: number } & Readonly<Record<string, number | string>>;

const BENCHES: Readonly<Record<string, () => Promise<BenchResult>>> = {
  throughput: measureThroughput,
  startup: measureStartup,
};

const name = process.argv[2] ?? '';
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  process.stderr.write(`Name a bench: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const result = await bench();
  process.stdout.write(`${JSON.stringify({ bench: name, ...result })}\n`);
}
