import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { networkError } from '../base/network-error.ts';
import type { OpenWire, Wire } from '../connection/wire.ts';

/** No channel has this name, so nothing is opened and nothing is disturbed. */
const UNKNOWN_CHANNEL = '/channels/vigil-path-check';

/**
 * Tries whether WebSockets get through to the streaming host, by the same route as real ones: it is asked for a
 * channel that does not exist, and its refusal proves the way. Rejects with a `Failure`.
 */
export function trySocket(openWire: OpenWire, origin: string, signal: AbortSignal): Promise<string> {
  const { host } = new URL(origin);
  return new Promise<string>((resolve, reject) => {
    let wire: Wire | null = null;
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', giveUp);
      wire?.drop();
      settle();
    };
    const fail = (error: Failure): void => {
      end(() => {
        reject(error);
      });
    };
    const giveUp = (): void => {
      const error = networkError(signal.reason, (what) =>
        t('The WebSocket to {host} did not open: {what}.', { host, what }),
      );
      fail(new Failure(error, { cause: signal.reason }));
    };
    signal.addEventListener('abort', giveUp);
    wire = openWire(`${origin}${UNKNOWN_CHANNEL}`, {
      opened: () => {
        end(() => {
          resolve(t('WebSockets get through.'));
        });
      },
      refused: (httpStatus) => {
        if (httpStatus >= 400 && httpStatus < 500) {
          end(() => {
            resolve(
              t('WebSockets get through: asked for no real channel, it answered HTTP {httpStatus}.', {
                httpStatus,
              }),
            );
          });
        } else fail(answeredByAnother(host, httpStatus));
      },
      broke: (thrown) => {
        fail(
          new Failure(
            networkError(thrown, (what) => t('The WebSocket to {host} failed: {what}.', { host, what })),
            { cause: thrown },
          ),
        );
      },
      closed: () => {
        fail(
          new Failure({
            code: 'net/reset',
            message: t('The WebSocket to {host} was cut while it opened.', { host }),
          }),
        );
      },
      frame: () => undefined,
    });
    if (signal.aborted) giveUp();
  });
}

function answeredByAnother(host: string, httpStatus: number): Failure {
  const values = { host, httpStatus };
  if (httpStatus >= 500) {
    const message = t(
      '{host} answered the WebSocket with HTTP {httpStatus}: it is not available now. Vigil tries again by itself.',
      values,
    );
    return new Failure({ code: 'server/unavailable', message, httpStatus });
  }
  const message = t(
    '{host} answered the WebSocket with HTTP {httpStatus}. Something on the way (a proxy or a sign-in page) ' +
      'does not let WebSockets through; ask your IT.',
    values,
  );
  return new Failure({ code: 'socket/refused', message, httpStatus });
}
