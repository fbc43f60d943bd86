import type { ErrorCode, MonitorError } from '../../../shared/model/monitor-error.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from './failure.ts';

interface Described {
  readonly code: ErrorCode;
  readonly what: string;
  /** What the user can do about it, as a sentence of its own. */
  readonly advice?: string;
}

interface Wording {
  readonly code: ErrorCode;
  readonly what: () => string;
}

const NO_ANSWER: Wording = { code: 'net/timeout', what: () => t('it did not answer in time') };

const BY_CODE: Readonly<Record<string, Wording>> = {
  ENOTFOUND: { code: 'net/dns', what: () => t('its name is not known to the DNS') },
  EAI_AGAIN: { code: 'net/dns', what: () => t('the DNS did not answer') },
  ECONNREFUSED: { code: 'net/refused', what: () => t('it refused the connection') },
  EHOSTUNREACH: { code: 'net/refused', what: () => t('there is no route to it') },
  ENETUNREACH: { code: 'net/refused', what: () => t('there is no route to it') },
  ETIMEDOUT: NO_ANSWER,
  UND_ERR_CONNECT_TIMEOUT: NO_ANSWER,
  UND_ERR_HEADERS_TIMEOUT: NO_ANSWER,
  UND_ERR_BODY_TIMEOUT: NO_ANSWER,
};

const TLS_CODE = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;
const UNKNOWN: Wording = { code: 'net/reset', what: () => t('the connection broke') };

const ADVICE_BY_TLS_CODE: Readonly<Record<string, () => string>> = {
  CERT_HAS_EXPIRED: () => t('Check the clock of this computer, or ask your IT.'),
  CERT_NOT_YET_VALID: () => t('Check the clock of this computer, or ask your IT.'),
  ERR_TLS_CERT_ALTNAME_INVALID: () =>
    t('It belongs to another name: check the address, or ask your IT what answers in its place.'),
  EPROTO: () => t('It may not speak TLS on this port: check the address and the proxy.'),
};
const UNKNOWN_ISSUER_ADVICE = (): string =>
  t(
    'If your network inspects encrypted traffic, set NODE_EXTRA_CA_CERTS to a PEM file with its CA certificate and start Vigil again, or ask your IT for it.',
  );

/** What broke a connection, as an error that says it to the user. `say` makes a sentence of what broke. */
export function networkError(thrown: unknown, say: (what: string) => string): MonitorError {
  const known = failureIn(thrown, 0);
  if (known !== undefined) return known.error;
  const { code, what, advice } = describeNetworkError(thrown);
  return { code, message: advice === undefined ? say(what) : `${say(what)} ${advice}` };
}

/**
 * Puts a failed connection into words by the error code of the platform, looked for down the chain of causes:
 * `fetch` wraps what went wrong, and happy-eyeballs dialling wraps it once more in an `AggregateError`.
 */
export function describeNetworkError(thrown: unknown): Described {
  const code = isTimeout(thrown) ? undefined : platformCode(thrown, 0);
  if (code !== undefined && TLS_CODE.test(code)) return tlsFailure(code);
  const wording = isTimeout(thrown) ? NO_ANSWER : (BY_CODE[code ?? ''] ?? UNKNOWN);
  return { code: wording.code, what: wording.what() };
}

const isTimeout = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'TimeoutError';

function tlsFailure(platformCode: string): Described {
  const advice = ADVICE_BY_TLS_CODE[platformCode] ?? UNKNOWN_ISSUER_ADVICE;
  return {
    code: 'net/tls',
    what: t('its certificate was not accepted ({code})', { code: platformCode }),
    advice: advice(),
  };
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
