/** As HTTP headers write a time, in whole seconds. */
export function httpDate(atMs: number): string {
  return new Date(atMs).toUTCString();
}
