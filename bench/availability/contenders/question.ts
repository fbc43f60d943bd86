import type { WebSocketLike } from '../world/web-socket.ts';
import type { Contender } from './contender.ts';
import { fetchToken, openChannel, readFrame } from './sign-in.ts';

const RETRY_MS = 5_000;

/** The code of the question: what was fetched once is used for ever, and `close` connects again after 5 s. */
export const question: Contender = {
  name: 'question',
  adaptations: [
    'the first sign-in is tried again every 5 s until it succeeds',
    'an `error` listener that does nothing, since an unheard one ends a process',
    'TCP keepalive is on, with the values of Linux',
  ],
  start: (computer, org, application) => {
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let socket: WebSocketLike | null = null;

    async function signIn(): Promise<void> {
      try {
        const token = await fetchToken(computer, org);
        connect(await openChannel(computer, org, token.value));
      } catch {
        later(() => {
          void signIn();
        });
      }
    }

    function connect(uri: string): void {
      if (isStopped) return;
      socket = new computer.WebSocket(uri);
      socket.addEventListener('open', application.listening);
      socket.addEventListener('message', ({ data = '' }) => {
        const frame = readFrame(data);
        if (frame.isEvent) application.received(frame.body);
      });
      socket.addEventListener('error', () => undefined);
      socket.addEventListener('close', () => {
        application.deaf();
        later(() => {
          connect(uri);
        });
      });
    }

    function later(act: () => void): void {
      if (!isStopped) timer = setTimeout(act, RETRY_MS);
    }

    void signIn();
    return {
      hint: () => undefined,
      stop: () => {
        isStopped = true;
        clearTimeout(timer);
        socket?.terminate();
      },
    };
  },
};
