import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from './arguments.ts';
import { readClientSecret } from './secret-prompt.ts';

/** A terminal on which somebody has typed these keys already. */
function terminal(keys: string, isTTY = true) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (isRaw: boolean) => {
      modes.push(isRaw);
      return input;
    },
  });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  input.write(keys);
  return { ends: { input, output }, shown: () => shown, modes };
}

describe('the client secret', () => {
  it.each(['s3cret', '  s3cret\n'])('is taken from the environment: %j', async (value) => {
    const { ends, shown } = terminal('');
    expect(await readClientSecret(value, ends)).toBe('s3cret');
    expect(shown()).toBe('');
  });

  it.each([undefined, '', '  '])(
    'is asked for on a terminal when the environment has %j, and not shown',
    async (value) => {
      const { ends, shown, modes } = terminal('s3cret\r');
      expect(await readClientSecret(value, ends)).toBe('s3cret');
      expect(shown()).toBe('Client secret (not shown): \n');
      expect(modes.at(-1)).toBe(false);
    },
  );

  it('may be corrected while it is typed', async () => {
    expect(await readClientSecret(undefined, terminal('s3cxx\x7f\x7fret\r').ends)).toBe('s3cret');
  });

  it.each([
    ['nothing', '\r'],
    ['spaces', '   \r'],
    ['Ctrl+C', 's3c\x03'],
    ['Ctrl+D', '\x04'],
  ])('is missing after %s', async (_what, keys) => {
    const { ends, shown } = terminal(keys);
    await expect(readClientSecret(undefined, ends)).rejects.toThrow(
      new UsageError('No client secret was entered.'),
    );
    expect(shown()).not.toContain('s3c');
  });

  it('is missing where there is neither', async () => {
    const { ends } = terminal('s3cret\n', false);
    await expect(readClientSecret(undefined, ends)).rejects.toThrow(/Set GENESYS_CLIENT_SECRET/);
  });
});
