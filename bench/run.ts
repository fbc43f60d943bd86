/**
 * Runs one bench and prints JSON lines, one a contender: `npm run --silent bench -- NAME [OPTION…]`. Every figure
 * stands beside a baseline taken in the same run, because machines are shared and noisy; progress goes to stderr.
 */
import { measureAvailability } from './availability/measure.ts';
import { measureBoard } from './board/measure.ts';
import { measureExport } from './export.ts';
import { measureFlood } from './flood/measure.ts';
import { measureHistory } from './history.ts';
import { measureBurst, measureMemory, measureSustained } from './paced.ts';
import { measureStartup } from './startup.ts';
import { measureThroughput } from './throughput.ts';

type Figure = string | number | null | Readonly<Record<string, number>>;

/** What a bench prints, one line each: a ratio to the baseline, or each contender, and the figures behind it. */
type BenchLine = Readonly<Record<string, Figure>>;
type Bench = (options: readonly string[]) => AsyncIterable<BenchLine> | Promise<BenchLine>;

const BENCHES: Readonly<Record<string, Bench>> = {
  throughput: measureThroughput,
  sustained: measureSustained,
  burst: measureBurst,
  memory: measureMemory,
  startup: measureStartup,
  export: measureExport,
  flood: measureFlood,
  board: measureBoard,
  history: measureHistory,
  availability: measureAvailability,
};

const [name = '', ...options] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (bench === undefined) {
  process.stderr.write(`Name a bench: ${Object.keys(BENCHES).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const measured = bench(options);
  const lines = Symbol.asyncIterator in measured ? measured : [await measured];
  for await (const line of lines) process.stdout.write(`${JSON.stringify({ bench: name, ...line })}\n`);
}
