import type { Target } from './target.ts';

/**
 * The long checks by name. Each is loaded when it is asked for, so that one starts in a process that holds nothing
 * of the others.
 */
export const TARGETS: Readonly<Record<string, () => Promise<Target>>> = {
  model: async () => (await import('./virtual/model.ts')).runModel,
  renewals: async () => (await import('./virtual/renewals.ts')).runRenewals,
  weeks: async () => (await import('./virtual/weeks.ts')).runWeeks,
  herd: async () => (await import('./virtual/herd.ts')).runHerd,
  mutation: async () => (await import('./mutation.ts')).runMutation,
  'leaks-virtual': async () => (await import('./virtual/leaks.ts')).runLeaks,
  silence: async () => (await import('./real/silence.ts')).measureSilence,
  recovery: async () => (await import('./real/recovery.ts')).measureRecovery,
  freeze: async () => (await import('./real/freeze.ts')).measureFreeze,
  wake: async () => (await import('./real/wake.ts')).measureWake,
  'leaks-real': async () => (await import('./real/leaks.ts')).measureLeaks,
  crash: async () => (await import('./crash.ts')).crash,
  soak: async () => (await import('./real/soak.ts')).soak,
};
