import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { UsageError } from './arguments.ts';

/** The client secret from the environment, or typed on a terminal without being shown. Never an argument. */
export async function readClientSecret(
  fromEnvironment: string | undefined,
  terminal: { readonly input: NodeJS.ReadStream; readonly output: NodeJS.WriteStream },
): Promise<string> {
  const given = fromEnvironment?.trim() ?? '';
  if (given !== '') return given;
  if (!terminal.input.isTTY) {
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
    const secret = (await prompt.question('')).trim();
    if (secret === '') throw new UsageError('No client secret was entered.');
    return secret;
  } finally {
    prompt.close();
    terminal.output.write('\n');
  }
}
