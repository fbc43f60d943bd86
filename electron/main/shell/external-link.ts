import { REGIONS } from '../../../shared/genesys/regions.ts';
import type { Logger } from '../base/logger.ts';

/** The sites that Vigil's own pages link to: documentation, and the administration pages of each region. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'developer.genesys.cloud',
  'help.genesys.cloud',
  ...REGIONS.map(({ environment }) => `apps.${environment}`),
]);

/**
 * The address to open in the user's browser, or null when it is not on the list. The answer is the parsed
 * address, never the text: what was judged is what is opened.
 */
export function allowedExternalLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const hasCredentials = url.username !== '' || url.password !== '';
  const isAllowed =
    url.protocol === 'https:' && url.port === '' && !hasCredentials && ALLOWED_HOSTS.has(url.hostname);
  return isAllowed ? url.href : null;
}

/** @param open Hands an address to the operating system. */
export function openExternalLink(
  text: string,
  { open, log }: { readonly open: (url: string) => Promise<unknown>; readonly log: Logger },
): void {
  const url = allowedExternalLink(text);
  if (url === null) {
    log('warn', 'Did not open a link that is not on the list');
    return;
  }
  open(url).catch(() => {
    log('warn', 'The system could not open a link', { host: new URL(url).hostname });
  });
}
