/**
 * Loaded before the `watch` command: blocks its event loop when it is told to, as a long synchronous job or a stalled
 * disk would. Nothing else of the command is touched.
 */
import process from 'node:process';

process.on('message', (ms: number) => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
});
// Listening must not keep a command alive that is done.
process.channel?.unref();
