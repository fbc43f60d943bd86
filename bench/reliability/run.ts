/**
 * Runs one long check and prints one JSON line: `npm run --silent reliability -- TARGET [args]`. The exit status is 1
 * when its bar is missed; progress goes to stderr. `all` runs every one in turn, each in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { TARGETS } from './targets.ts';

async function runTarget(name: string, args: readonly string[]): Promise<boolean> {
  const load = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (load === undefined) {
    process.stderr.write(`Name a target: ${[...Object.keys(TARGETS), 'all'].join(', ')}.\n`);
    return false;
  }
  const startedAt = performance.now();
  const { isMet, bar, figures } = await (await load())(args);
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  process.stdout.write(`${JSON.stringify({ target: name, isMet, ...figures, bar, seconds })}\n`);
  return isMet;
}

function runAll(): boolean {
  const missed = Object.keys(TARGETS).filter((name) => {
    const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
    return status !== 0;
  });
  if (missed.length > 0) process.stderr.write(`Missed: ${missed.join(', ')}.\n`);
  return missed.length === 0;
}

const [name = '', ...args] = process.argv.slice(2);
const isMet = name === 'all' ? runAll() : await runTarget(name, args);
process.exitCode = isMet ? 0 : 1;
