import type { PreflightStep } from '../../../../shared/model/profile.ts';
import { countText } from '../../wording/time.ts';

export const STEP_NAMES: Record<PreflightStep['step'], string> = {
  dns: 'Name (DNS)',
  proxy: 'Proxy',
  connect: 'Connection',
  'sign-in': 'Sign-in',
  api: 'API',
  channel: 'Channels',
  socket: 'WebSocket',
};

export const OUTCOME_NAMES: Record<PreflightStep['outcome'], string> = {
  passed: 'Passed',
  failed: 'Failed',
  skipped: 'Not tried',
};

/** `12 ms`, or nothing when it was not tried. */
export const tookText = ({ ms }: PreflightStep): string => (ms === null ? '' : `${countText(ms)} ms`);

/** The outcome of all steps in a sentence, with the hop that fails. */
export function pathSentence(steps: readonly PreflightStep[]): string {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed === undefined) return 'The way is open from end to end.';
  return `It ends at: ${STEP_NAMES[failed.step]}, ${failed.host}.`;
}
