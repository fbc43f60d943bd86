import type { PreflightStep } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { countText } from '../../wording/time.ts';

export const STEP_NAMES: Record<PreflightStep['step'], () => string> = {
  dns: () => t('Name (DNS)'),
  proxy: () => t('Proxy'),
  connect: () => t('Connection'),
  'sign-in': () => t('Sign-in'),
  api: () => 'API',
  channel: () => t('Channels'),
  socket: () => 'WebSocket',
};

export const OUTCOME_NAMES: Record<PreflightStep['outcome'], () => string> = {
  passed: () => t('Passed'),
  failed: () => t('Failed'),
  skipped: () => t('Not tried'),
};

/** `12 ms`, or nothing when it was not tried. */
export const tookText = ({ ms }: PreflightStep): string => (ms === null ? '' : `${countText(ms)} ms`);

/** The outcome of all steps in a sentence, with the hop that fails. */
export function pathSentence(steps: readonly PreflightStep[]): string {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  if (failed === undefined) return t('The way is open from end to end.');
  return t('It ends at: {step}, {host}.', { step: STEP_NAMES[failed.step](), host: failed.host });
}
