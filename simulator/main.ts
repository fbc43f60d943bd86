import { parseArgs } from 'node:util';
import { startSimulator } from './start-simulator.ts';
import type { SimulatorOptions } from './options.ts';

const USAGE = `Starts the practice org and runs until it is interrupted. Prints its address as one line of JSON.

  node simulator/main.ts [--port N] [--client-id ID] [--seed N] [--agents N] [--speed N]
                         [--token-lifetime SECONDS]

The client secret comes from the variable GENESYS_CLIENT_SECRET. Without it, and without --client-id, both are random.
`;

/** Something that only the user can put right. */
class UsageError extends Error {}

function readOptions(args: readonly string[], secret: string | undefined): SimulatorOptions | 'help' {
  const { values } = parseOrExplain(args);
  if (values.help) return 'help';
  const clientId = values['client-id'];
  if ((clientId === undefined) !== (secret === undefined)) {
    throw new UsageError('--client-id and GENESYS_CLIENT_SECRET belong together: give both or neither.');
  }
  const port = wholeNumber('--port', values.port);
  const seed = wholeNumber('--seed', values.seed);
  const agentCount = wholeNumber('--agents', values.agents);
  const speed = wholeNumber('--speed', values.speed);
  const tokenLifetimeSeconds = wholeNumber('--token-lifetime', values['token-lifetime']);
  return {
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(agentCount === undefined ? {} : { agentCount }),
    ...(speed === undefined ? {} : { speed }),
    ...(tokenLifetimeSeconds === undefined ? {} : { tokenLifetimeSeconds }),
    ...(clientId === undefined || secret === undefined
      ? {}
      : { credentials: { clientId, clientSecret: secret } }),
  };
}

function parseOrExplain(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'client-id': { type: 'string' },
        seed: { type: 'string' },
        agents: { type: 'string' },
        speed: { type: 'string' },
        'token-lifetime': { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`${name} must be a whole number, not "${text}".`);
  return Number(text);
}

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env['GENESYS_CLIENT_SECRET']);
  if (options === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const simulator = await startSimulator(options);
  const { clientSecret, ...address } = simulator.address;
  const shown = options.credentials ? address : { ...address, clientSecret };
  process.stdout.write(`${JSON.stringify(shown)}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void simulator.close();
    });
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
