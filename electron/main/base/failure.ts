import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';

/**
 * A `MonitorError` on its way through code that throws. Made at the edge where something went wrong, caught once
 * at the boundary of the room that can act on it; `cause` keeps what the platform said, for the log only.
 */
export class Failure extends Error {
  readonly error: MonitorError;

  constructor(error: MonitorError, options?: ErrorOptions) {
    super(`${error.code}: ${error.message}`, options);
    this.name = 'Failure';
    this.error = error;
  }
}

/** The error behind anything that was thrown; what nobody foresaw becomes `internal/unexpected`. */
export function toMonitorError(thrown: unknown): MonitorError {
  if (thrown instanceof Failure) return thrown.error;
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return {
    code: 'internal/unexpected',
    message: t('Vigil met a problem of its own ({name}). The log has the details.', { name }),
  };
}
