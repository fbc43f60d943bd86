import type { ErrorCode, MonitorError } from './monitor-error.ts';

/**
 * What kept Vigil from hearing, by who can do something about it. Errors are many and technical; these are few, so
 * that gaps can be counted and compared by them.
 */
export type GapCategory =
  /** The way between this computer and Genesys Cloud: name lookup, proxy, certificate, a line that broke. */
  | 'network'
  /** Genesys Cloud did not do its part. */
  | 'service'
  /** Genesys Cloud said that it is not available for now (503). */
  | 'maintenance'
  /** Client id, secret, token or permission. */
  | 'credential'
  /** Another install of the same client id took the channel. */
  | 'taken-over'
  /** Too many channels were created lately. */
  | 'channel-budget'
  | 'asleep'
  | 'not-running'
  | 'disconnected'
  | 'unknown';

type Rule = GapCategory | ((httpStatus: number | undefined) => GapCategory);

/** 503 is how a service says that it is overloaded or maintained. Source: RFC 9110, section 15.6.4. */
const MAINTENANCE_STATUS = 503;

/** An answer that no Genesys Cloud service gives comes from something in between, such as a captive portal. */
function byAnswer(httpStatus: number | undefined): GapCategory {
  if (httpStatus === MAINTENANCE_STATUS) return 'maintenance';
  return httpStatus !== undefined && httpStatus < 400 ? 'network' : 'service';
}

/** The answer to a request for a socket, or to one that was refused for a reason of its own. */
function byRefusal(httpStatus: number | undefined): GapCategory {
  if (httpStatus === 401 || httpStatus === 403) return 'credential';
  return httpStatus === 407 ? 'network' : byAnswer(httpStatus);
}

/** The record makes a code without a category a type error. */
const RULES: Record<ErrorCode, Rule> = {
  'auth/invalid-client': 'credential',
  'auth/forbidden': 'credential',
  'auth/token-rejected': 'credential',
  'channel/gone': 'service',
  'channel/evicted': 'taken-over',
  'channel/budget': 'channel-budget',
  'net/dns': 'network',
  'net/refused': 'network',
  'net/reset': 'network',
  'net/timeout': 'network',
  'net/tls': 'network',
  'net/proxy': 'network',
  'net/offline': 'network',
  'rate/limited': 'service',
  'server/unavailable': byAnswer,
  'server/refused': byRefusal,
  // Who ended a socket cannot be told: close codes are no contract. Most often it is the line.
  'socket/closed': 'network',
  'socket/silent': 'network',
  'socket/refused': byRefusal,
  'wire/malformed': 'service',
  'topic/invalid': 'unknown',
  'topic/limit': 'unknown',
  'input/invalid': 'unknown',
  'settings/corrupt': 'unknown',
  'settings/unwritable': 'unknown',
  'history/unwritable': 'unknown',
  'secrets/missing': 'credential',
  'secrets/unavailable': 'credential',
  'practice/unavailable': 'service',
  'recording/unwritable': 'unknown',
  'recording/unreadable': 'unknown',
  'app/not-running': 'not-running',
  'app/asleep': 'asleep',
  'app/disconnected': 'disconnected',
  'internal/unexpected': 'unknown',
};

/** The category of the error that opened a gap. */
export function gapCategory({ code, httpStatus }: MonitorError): GapCategory {
  const rule = RULES[code];
  return typeof rule === 'function' ? rule(httpStatus) : rule;
}

/** Whether this Vigil knows an error code: what was kept may come from another version. */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(RULES, text);
}
