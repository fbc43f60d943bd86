import type { ErrorCode, MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { inSentence } from './language.ts';

/** What went wrong, in a few words: the start of a sentence that the message continues. */
const HEADLINES: Record<ErrorCode, () => string> = {
  'auth/invalid-client': () => t('Sign-in rejected'),
  'auth/forbidden': () => t('Permission missing'),
  'auth/token-rejected': () => t('Token rejected'),
  'channel/gone': () => t('Channel gone'),
  'channel/evicted': () => t('Channel taken over'),
  'channel/budget': () => t('Too many channels created'),
  'net/dns': () => t('Server name not found'),
  'net/refused': () => t('Connection refused'),
  'net/reset': () => t('Connection reset'),
  'net/timeout': () => t('No answer in time'),
  'net/tls': () => t('Certificate problem'),
  'net/proxy': () => t('Proxy problem'),
  'net/offline': () => t('No network'),
  'rate/limited': () => t('Slowed by Genesys'),
  'server/unavailable': () => t('Genesys not available'),
  'server/refused': () => t('Request refused'),
  'socket/closed': () => t('Connection closed'),
  'socket/silent': () => t('Connection went silent'),
  'socket/refused': () => t('Connection refused'),
  'wire/malformed': () => t('Unreadable message'),
  'topic/invalid': () => t('Topic not valid'),
  'topic/limit': () => t('Too many topics'),
  'input/invalid': () => t('Input not valid'),
  'settings/corrupt': () => t('Settings unreadable'),
  'settings/unwritable': () => t('Settings not saved'),
  'history/unwritable': () => t('History not written'),
  'secrets/missing': () => t('Secret missing'),
  'secrets/unavailable': () => t('Keychain not available'),
  'practice/unavailable': () => t('Practice org not available'),
  'recording/unwritable': () => t('Export failed'),
  'recording/unreadable': () => t('Session not opened'),
  'app/not-running': () => t('Vigil was not running'),
  'app/asleep': () => t('The computer was asleep'),
  'app/disconnected': () => t('Disconnected by you'),
  'internal/unexpected': () => t('Unexpected problem'),
};

export const errorHeadline = (error: MonitorError): string => HEADLINES[error.code]();

/** The same within a sentence. */
export const errorPhrase = (error: MonitorError): string => inSentence(errorHeadline(error));

/**
 * What close codes usually mean, for reading only: the service documents none of them as a contract.
 * Source: RFC 6455, section 7.4.1.
 */
const CLOSE_CODES: Readonly<Record<number, () => string>> = {
  1000: () => t('a normal goodbye'),
  1001: () => t('the server went away, typical for maintenance or an idle channel'),
  1006: () => t('the connection ended without a goodbye, typical for Wi-Fi or VPN changes'),
  1008: () => t('the server refused to go on'),
  1011: () => t('the server had a problem of its own'),
  1012: () => t('the server restarts'),
  1013: () => t('the server is overloaded'),
};

/** `closed 1006: the connection ended without a goodbye, …`. */
export function closeCodeText(closeCode: number): string {
  const meaning = CLOSE_CODES[closeCode];
  return meaning === undefined
    ? t('closed {closeCode}', { closeCode })
    : t('closed {closeCode}: {meaning}', { closeCode, meaning: meaning() });
}

/** The codes behind an error, for the details: `socket/closed · closed 1006: …`. */
export function errorCodes(error: MonitorError): string {
  const parts: string[] = [error.code];
  if (error.httpStatus !== undefined) parts.push(`HTTP ${String(error.httpStatus)}`);
  if (error.closeCode !== undefined) parts.push(closeCodeText(error.closeCode));
  return parts.join(' · ');
}
