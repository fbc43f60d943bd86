import type { ErrorCode, MonitorError } from '../../../shared/model/monitor-error.ts';
import { Failure } from './failure.ts';

interface Described {
  readonly code: ErrorCode;
  readonly what: string;
  /** What the user can do about it, as a sentence of its own. */
  readonly advice?: string;
}

const NO_ANSWER: Described = { code: 'net/timeout', what: 'it did not answer in time' };

const BY_CODE: Readonly<Record<string, Described>> = {
  ENOTFOUND: { code: 'net/dns', what: 'its name is not known to the DNS' },
  EAI_AGAIN: { code: 'net/dns', what: 'the DNS did not answer' },
  ECONNREFUSED: { code: 'net/refused', what: 'it refused the connection' },
  EHOSTUNREACH: { code: 'net/refused', what: 'there is no route to it' },
  ENETUNREACH: { code: 'net/refused', what: 'there is no route to it' },
  ETIMEDOUT: NO_ANSWER,
  UND_ERR_CONNECT_TIMEOUT: NO_ANSWER,
  UND_ERR_HEADERS_TIMEOUT: NO_ANSWER,
  UND_ERR_BODY_TIMEOUT: NO_ANSWER,
};

const TLS_CODE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;
const UNKNOWN: Described = { code: 'net/reset', what: 'the connection broke' };

const ADVICE_BY_TLS_CODE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'Check the clock of this computer, or ask your IT.',
  CERT_NOT_YET_VALID: 'Check the clock of this computer, or ask your IT.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'It belongs to another name: check the address, or ask your IT what answers in its place.',
  EPROTO: 'It may not speak TLS on this port: check the address and the proxy.',
};
const UNKNOWN_ISSUER_ADVICE =
  'If your network inspects encrypted traffic, set NODE_EXTRA_CA_CERTS to a PEM file with its CA certificate and start Vigil again, or ask your IT for it.';

/** What broke a connection, as an error that says it to the user. `whatFailed` begins the sentence. */
export function networkError(thrown: unknown, whatFailed: string): MonitorError {
  const known = failureIn(thrown, 0);
  if (known !== undefined) return known.error;
  const { code, what, advice } = describeNetworkError(thrown);
  return { code, message: `${whatFailed}: ${what}.${advice === undefined ? '' : ` ${advice}`}` };
}

/**
 * Puts a failed connection into words by the error code of the platform, looked for down the chain of causes:
 * `fetch` wraps what went wrong, and happy-eyeballs dialling wraps it once more in an `AggregateError`.
 */
export function describeNetworkError(thrown: unknown): Described {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return NO_ANSWER;
  const code = platformCode(thrown, 0);
  if (code === undefined) return UNKNOWN;
  if (TLS_CODE.test(code)) {
    const advice = ADVICE_BY_TLS_CODE[code] ?? UNKNOWN_ISSUER_ADVICE;
    return { code: 'net/tls', what: `its certificate was not accepted (${code})`, advice };
  }
  return BY_CODE[code] ?? UNKNOWN;
}

/** How deep a chain of causes is followed: one could lead back into itself. */
const DEEPEST = 4;

function platformCode(thrown: unknown, depth: number): string | undefined {
  if (!(thrown instanceof Error) || depth > DEEPEST) return undefined;
  if (thrown instanceof AggregateError) return platformCode(thrown.errors[0], depth + 1);
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return platformCode(thrown.cause, depth + 1);
}

/** What was put into words where it happened. */
function failureIn(thrown: unknown, depth: number): Failure | undefined {
  if (thrown instanceof Failure) return thrown;
  return thrown instanceof Error && depth <= DEEPEST ? failureIn(thrown.cause, depth + 1) : undefined;
}
