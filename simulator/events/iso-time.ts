/** ISO 8601 in UTC with milliseconds, as all dates of the service are written but those of the detail events. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
