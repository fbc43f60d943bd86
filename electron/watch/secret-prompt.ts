import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './arguments.ts';

/** The client secret from the environment, or typed on a terminal without being shown. Never an argument. */
export async function readClientSecret(
  fromEnvironment: string | undefined,
  terminal: {
    readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
    readonly output: NodeJS.WritableStream;
  },
): Promise<string> {
  const given = fromEnvironment?.trim() ?? '';
  if (given !== '') return given;
  if (terminal.input.isTTY !== true) {
    throw new UsageError(
      'There is no client secret. Set GENESYS_CLIENT_SECRET, or run on a terminal to be asked for it.',
    );
  }
  terminal.output.write('Client secret (not shown): ');
  const silent = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  const prompt = createInterface({ input: terminal.input, output: silent, terminal: true });
  try {
    // Ctrl+C and Ctrl+D reject: whoever does not want to enter it enters nothing.
    const entered = await prompt.question('').catch(() => '');
    const secret = entered.trim();
    if (secret === '') throw new UsageError('No client secret was entered.');
    return secret;
  } finally {
    prompt.close();
    terminal.output.write('\n');
  }
}
