import type { ErrorCode } from '../../shared/model/monitor-error.ts';
import type { PreflightStep } from '../../shared/model/profile.ts';
import type { Monitor } from '../main/monitor/monitor.ts';
import type { WatchRecord } from './records.ts';
import type { WatchOutput } from './watch.ts';

/** What does not pass by itself: somebody has to change a setting, a permission or a certificate. */
const ONLY_THE_USER_CAN_HELP: ReadonlySet<ErrorCode> = new Set([
  'auth/invalid-client',
  'auth/forbidden',
  'input/invalid',
  'net/proxy',
  'net/tls',
  'server/refused',
  'socket/refused',
]);

/**
 * Tries every step of the way to the organisation and puts out one record a step.
 *
 * @returns the exit status: 0 when every step passed, 2 when only the user can help, 1 when it may pass.
 */
export async function checkPath(monitor: Monitor, output: WatchOutput): Promise<number> {
  try {
    const steps = await monitor.handlers.checkPath(null);
    for (const step of steps) {
      output.record(recordOf(step));
      output.say(`${step.outcome.padEnd(7)}  ${step.step.padEnd(7)}  ${step.host}  ${step.detail}`);
    }
    const failed = steps.find(({ outcome }) => outcome === 'failed');
    if (failed === undefined) return 0;
    return failed.code !== undefined && ONLY_THE_USER_CAN_HELP.has(failed.code) ? 2 : 1;
  } finally {
    await monitor.stop();
  }
}

function recordOf({ step, host, outcome, detail, ms, code }: PreflightStep): WatchRecord {
  return {
    type: 'path',
    at: new Date().toISOString(),
    hop: step,
    host,
    outcome,
    ...(code === undefined ? {} : { cause: code }),
    detail,
    ms,
  };
}
