/** However long a service asks to wait, Vigil looks again after ten minutes. */
export const LONGEST_RETRY_AFTER_MS = 600_000;

/**
 * Reads a `Retry-After` header: whole seconds or an HTTP date. Answers with milliseconds from `now` (the service's
 * own time where it is known), capped at ten minutes, or undefined for anything that is neither (junk must never
 * become an immediate retry).
 */
export function parseRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return cap(Number(text) * 1000);
  // An HTTP date begins with the day of the week; Date.parse alone would take "-5" or "foo 2099" for a year.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : cap(Math.max(0, date - now));
}

function cap(delayMs: number): number {
  return Math.min(delayMs, LONGEST_RETRY_AFTER_MS);
}
