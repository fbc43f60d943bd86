import type { ErrorCode, MonitorError } from '../../../shared/model/monitor-error.ts';

/** What went wrong, in a few words: the start of a sentence that the message continues. */
const HEADLINES: Record<ErrorCode, string> = {
  'auth/invalid-client': 'Sign-in rejected',
  'auth/forbidden': 'Permission missing',
  'auth/token-rejected': 'Token rejected',
  'channel/gone': 'Channel gone',
  'channel/evicted': 'Channel taken over',
  'channel/budget': 'Too many channels created',
  'net/dns': 'Server name not found',
  'net/refused': 'Connection refused',
  'net/reset': 'Connection reset',
  'net/timeout': 'No answer in time',
  'net/tls': 'Certificate problem',
  'net/proxy': 'Proxy problem',
  'net/offline': 'No network',
  'rate/limited': 'Slowed by Genesys',
  'server/unavailable': 'Genesys not available',
  'server/refused': 'Request refused',
  'socket/closed': 'Connection closed',
  'socket/silent': 'Connection went silent',
  'socket/refused': 'Connection refused',
  'wire/malformed': 'Unreadable message',
  'topic/invalid': 'Topic not valid',
  'topic/limit': 'Too many topics',
  'input/invalid': 'Input not valid',
  'settings/corrupt': 'Settings unreadable',
  'settings/unwritable': 'Settings not saved',
  'secrets/missing': 'Secret missing',
  'secrets/unavailable': 'Keychain not available',
  'practice/unavailable': 'Practice org not available',
  'app/not-running': 'Vigil was not running',
  'app/asleep': 'The computer was asleep',
  'app/disconnected': 'Disconnected by you',
  'internal/unexpected': 'Unexpected problem',
};

export const errorHeadline = (error: MonitorError): string => HEADLINES[error.code];

/**
 * What close codes usually mean, for reading only: the service documents none of them as a contract.
 * Source: RFC 6455, section 7.4.1.
 */
const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: 'a normal goodbye',
  1001: 'the server went away, typical for maintenance or an idle channel',
  1006: 'the connection ended without a goodbye, typical for Wi-Fi or VPN changes',
  1008: 'the server refused to go on',
  1011: 'the server had a problem of its own',
  1012: 'the server restarts',
  1013: 'the server is overloaded',
};

/** `closed 1006: the connection ended without a goodbye, …`. */
export function closeCodeText(closeCode: number): string {
  const meaning = CLOSE_CODES[closeCode];
  return meaning === undefined ? `closed ${String(closeCode)}` : `closed ${String(closeCode)}: ${meaning}`;
}

/** The codes behind an error, for the details: `socket/closed · closed 1006: …`. */
export function errorCodes(error: MonitorError): string {
  const parts: string[] = [error.code];
  if (error.httpStatus !== undefined) parts.push(`HTTP ${String(error.httpStatus)}`);
  if (error.closeCode !== undefined) parts.push(closeCodeText(error.closeCode));
  return parts.join(' · ');
}
