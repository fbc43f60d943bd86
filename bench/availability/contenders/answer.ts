import type { WebSocketLike } from '../world/web-socket.ts';
import type { Contender } from './contender.ts';
import { fetchToken, openChannel, readFrame, type Token } from './sign-in.ts';

const RETRY_MS = 5_000;

/** The code of the answer: as the question's, and a token that is over is fetched anew before connecting. */
export const answer: Contender = {
  name: 'answer',
  adaptations: [
    'a failed request counts as a `close`: 5 s later it connects again',
    'an `error` listener that does nothing, since an unheard one ends a process',
    'TCP keepalive is on, with the values of Linux',
  ],
  start: (computer, org, application) => {
    let isStopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let socket: WebSocketLike | null = null;
    let held: { readonly token: Token; readonly uri: string } | null = null;

    async function connect(): Promise<void> {
      try {
        if (held === null || Date.now() >= held.token.expiresAt) {
          const token = await fetchToken(computer, org);
          held = { token, uri: await openChannel(computer, org, token.value) };
        }
        open(held.uri);
      } catch {
        connectLater();
      }
    }

    function open(uri: string): void {
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
        connectLater();
      });
    }

    function connectLater(): void {
      if (isStopped) return;
      timer = setTimeout(() => {
        void connect();
      }, RETRY_MS);
    }

    void connect();
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
