import { expect, it } from 'vitest';
import { isReadOfDestroyedSocket } from './node-read.ts';

function rangeError(stack: string): RangeError {
  return Object.assign(new RangeError('The value of "err" is out of range.'), {
    code: 'ERR_OUT_OF_RANGE',
    stack,
  });
}

it('knows what Node throws when it reads from a socket that was destroyed, and nothing else', () => {
  const known = rangeError(
    `RangeError [ERR_OUT_OF_RANGE]: The value of "err" is out of range.
    at Object.getSystemErrorName (node:util:425:11)
    at new ErrnoException (node:internal/errors:732:23)
    at TCP.onStreamRead (node:internal/stream_base_commons:216:20)`,
  );
  expect(isReadOfDestroyedSocket(known)).toBe(true);
  expect(isReadOfDestroyedSocket(rangeError('RangeError\n    at ours (index.js:1:1)'))).toBe(false);
  expect(isReadOfDestroyedSocket(new RangeError('Invalid array length'))).toBe(false);
  expect(isReadOfDestroyedSocket('no error')).toBe(false);
});
