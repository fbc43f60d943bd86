import type { App } from 'electron';
import type { Clock } from '../base/clock.ts';
import { thrownFields, type Logger } from '../base/logger.ts';

/** Quitting must not take longer than people wait before they use force. */
const STOP_LIMIT_MS = 5_000;

/** Lets `stop` finish before the app ends, but not for ever. */
export function stopBeforeQuit(options: {
  readonly app: Pick<App, 'on'>;
  readonly clock: Pick<Clock, 'schedule'>;
  /** Called once. */
  readonly stop: () => Promise<void>;
  readonly end: () => void;
  readonly log: Logger;
}): void {
  let isStopping = false;
  options.app.on('before-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    const limit = new Promise<void>((resolve) => {
      options.clock.schedule(STOP_LIMIT_MS, resolve);
    });
    Promise.race([options.stop(), limit])
      .catch((thrown: unknown) => {
        options.log('error', 'Vigil did not stop cleanly', thrownFields(thrown));
      })
      .finally(options.end);
  });
}

/**
 * Ends the process. The system waits for its threads when a process exits, so one that is blocked inside a
 * locked keychain would keep a windowless Vigil alive; nothing but a signal ends that.
 */
export function endProcess(app: Pick<App, 'exit'>, isKeychainBlocked: boolean): void {
  if (isKeychainBlocked) process.kill(process.pid, 'SIGKILL');
  else app.exit(0);
}
