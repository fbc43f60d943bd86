import { parentPort } from 'node:worker_threads';
import { playShare, type Share } from './model-share.ts';

/** Plays the shares that it is given, one after the other. */
parentPort?.on('message', (share: Share) => {
  playShare(share).then(
    (result) => parentPort?.postMessage(result),
    (thrown: unknown) => {
      parentPort?.postMessage({ sequences: 0, counterexample: String(thrown) });
    },
  );
});
