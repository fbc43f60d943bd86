import type { ErrorCode } from '../../../shared/model/monitor-error.ts';

interface Described {
  readonly code: ErrorCode;
  readonly what: string;
}

const BY_CODE: Readonly<Record<string, Described>> = {
  ENOTFOUND: { code: 'net/dns', what: 'its name is not known to the DNS' },
  EAI_AGAIN: { code: 'net/dns', what: 'the DNS did not answer' },
  ECONNREFUSED: { code: 'net/refused', what: 'it refused the connection' },
  EHOSTUNREACH: { code: 'net/refused', what: 'there is no route to it' },
  ENETUNREACH: { code: 'net/refused', what: 'there is no route to it' },
  ETIMEDOUT: { code: 'net/timeout', what: 'it did not answer in time' },
  UND_ERR_CONNECT_TIMEOUT: { code: 'net/timeout', what: 'it did not answer in time' },
  UND_ERR_HEADERS_TIMEOUT: { code: 'net/timeout', what: 'it did not answer in time' },
  UND_ERR_BODY_TIMEOUT: { code: 'net/timeout', what: 'it did not answer in time' },
};

const TLS_CODE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;
const UNKNOWN: Described = { code: 'net/reset', what: 'the connection broke' };

/**
 * Puts a failed connection into words by the error code of the platform, looked for down the chain of causes:
 * `fetch` wraps what went wrong, and happy-eyeballs dialling wraps it once more in an `AggregateError`.
 */
export function describeNetworkError(thrown: unknown): Described {
  const code = platformCode(thrown, 0);
  if (code === undefined) return UNKNOWN;
  if (TLS_CODE.test(code)) return { code: 'net/tls', what: `its certificate was not accepted (${code})` };
  return BY_CODE[code] ?? UNKNOWN;
}

function platformCode(thrown: unknown, depth: number): string | undefined {
  if (!(thrown instanceof Error) || depth > 4) return undefined;
  if (thrown instanceof AggregateError) return platformCode(thrown.errors[0], depth + 1);
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code;
  return platformCode(thrown.cause, depth + 1);
}
