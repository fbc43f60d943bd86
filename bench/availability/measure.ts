import { parseArgs } from 'node:util';
import { answer } from './contenders/answer.ts';
import type { Contender } from './contenders/contender.ts';
import { partysocket } from './contenders/partysocket.ts';
import { question } from './contenders/question.ts';
import { reconnectingWebsocket } from './contenders/reconnecting-websocket.ts';
import { vendorStyle } from './contenders/vendor-style.ts';
import { vigil } from './contenders/vigil.ts';
import { runHerd } from './herd.ts';
import { judge } from './judge.ts';
import type { Outcome } from './outcome.ts';
import { planFaults } from './schedule.ts';
import { runTrial } from './trial.ts';

export const CONTENDERS: readonly Contender[] = [
  vigil,
  question,
  answer,
  reconnectingWebsocket,
  partysocket,
  vendorStyle,
];

const HOUR_MS = 3_600_000;

export interface Extent {
  readonly hours: number;
  readonly seed: number;
  readonly herdClients: number;
  readonly herdOutageMs: number;
}

/** `--hours` and `--seed` change what is lived through. */
function extentOf(options: readonly string[]): Extent {
  const { values } = parseArgs({
    args: [...options],
    options: { hours: { type: 'string', default: '168' }, seed: { type: 'string', default: '1' } },
  });
  const [hours, seed] = [Number(values.hours), Number(values.seed)];
  if (!(hours > 0) || !Number.isInteger(seed)) throw new Error('Usage: availability [--hours N] [--seed N]');
  return { hours, seed, herdClients: 1_000, herdOutageMs: 600_000 };
}

/** Measures one contender after the other. */
export async function* measureAvailability(options: readonly string[]): AsyncGenerator<Outcome> {
  const extent = extentOf(options);
  for (const contender of CONTENDERS) {
    process.stderr.write(`${contender.name}: ${contender.adaptations.join('; ')}\n`);
    yield await measureContender(contender, extent);
  }
}

/** Lets one contender live through the faults of a seed, and a thousand of it through an outage. */
export async function measureContender(contender: Contender, extent: Extent): Promise<Outcome> {
  const { seed, hours, herdClients, herdOutageMs } = extent;
  const durationMs = hours * HOUR_MS;
  const faults = planFaults(seed, durationMs);
  const { oracle, declared, timersLeft, socketsLeft } = await runTrial(contender, {
    seed,
    durationMs,
    faults,
  });
  const herd = await runHerd(contender, { seed, clients: herdClients, outageMs: herdOutageMs });
  return {
    bench: 'availability',
    contender: contender.name,
    ...judge(oracle, declared, faults),
    ...herd,
    timersLeft,
    socketsLeft,
    faults: faults.length,
    hours,
    seed,
  };
}
