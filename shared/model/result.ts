import type { MonitorError } from './monitor-error.ts';

/** What a request over IPC answers with: a value, or an error as data. Nothing is thrown across processes. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: MonitorError };
