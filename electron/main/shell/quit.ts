import type { App } from 'electron';
import type { Clock } from '../base/clock.ts';
import { thrownFields, type Logger } from '../base/logger.ts';

/** Quitting must not take longer than people wait before they use force. */
const STOP_LIMIT_MS = 5_000;

/** Lets `stop` finish before the app ends, but not for ever. Answers with whether that has begun. */
export function stopBeforeQuit(options: {
  readonly app: Pick<App, 'on' | 'quit'>;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Called once. */
  readonly stop: () => Promise<void>;
  /** Whether a call into the keychain has begun and has not come back. */
  readonly isKeychainBusy: () => boolean;
  /** Ends the process at once, whatever it is doing. */
  readonly kill: () => void;
  readonly log: Logger;
}): { readonly isQuitting: () => boolean } {
  const { app, clock, log } = options;
  let phase: 'running' | 'stopping' | 'stopped' = 'running';
  // The system waits for its threads when a process exits, so one that is blocked inside a locked keychain would
  // keep a windowless Vigil alive. Nothing but a signal ends that.
  const end = (): void => {
    phase = 'stopped';
    if (options.isKeychainBusy()) options.kill();
    else app.quit();
  };
  app.on('before-quit', (event) => {
    if (phase === 'stopped') return;
    event.preventDefault();
    if (phase === 'stopping') return;
    phase = 'stopping';
    const limit = new Promise<void>((resolve) => {
      clock.schedule(STOP_LIMIT_MS, resolve);
    });
    void Promise.race([options.stop(), limit])
      .catch((thrown: unknown) => {
        log('error', 'Vigil did not stop cleanly', thrownFields(thrown));
      })
      .finally(end);
  });
  return { isQuitting: () => phase !== 'running' };
}
