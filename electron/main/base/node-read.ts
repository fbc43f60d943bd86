/**
 * Node reads on for a moment from a socket that was destroyed, takes the length of what it read for the number of an error,
 * and throws because there is none of that name. Nothing is lost: nobody wanted it.
 * Source: `onStreamRead` in `lib/internal/stream_base_commons.js` of Node 20.
 */
export function isReadOfDestroyedSocket(thrown: unknown): boolean {
  if (!(thrown instanceof RangeError) || !('code' in thrown) || thrown.code !== 'ERR_OUT_OF_RANGE')
    return false;
  return /ErrnoException[^\n]*\n[^\n]*onStreamRead/.test(thrown.stack ?? '');
}
