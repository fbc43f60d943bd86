import ReconnectingWebSocket from 'reconnecting-websocket';
import type { Contender } from './contender.ts';
import { readFrame } from './sign-in.ts';
import { createUrlProvider } from './url-provider.ts';

const RETRY_MS = 5_000;

/** The npm package `reconnecting-websocket`, with its defaults. */
export const reconnectingWebsocket: Contender = {
  name: 'reconnecting-websocket',
  adaptations: [
    'its URL provider fetches the token by the answer’s rule and opens a new channel for every attempt',
    'its URL provider tries again every 5 s instead of failing: a failure leaves it locked for ever',
    'its first delay, drawn once a process, is drawn for each client by the same formula',
    'TCP keepalive is on, with the values of Linux',
  ],
  start: (computer, org, application) => {
    let isStopped = false;
    const nextUrl = createUrlProvider(computer, org);
    const patientUrl = async (): Promise<string> => {
      for (;;) {
        try {
          return await nextUrl();
        } catch {
          // It opens nothing any more, and a failure would not be caught by anybody.
          if (isStopped) return '';
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        }
      }
    };
    const socket = new ReconnectingWebSocket(patientUrl, undefined, {
      WebSocket: computer.WebSocket,
      minReconnectionDelay: 1000 + computer.random() * 4000,
    });
    socket.addEventListener('open', application.listening);
    socket.addEventListener('message', ({ data }: { readonly data: unknown }) => {
      const frame = readFrame(String(data));
      if (frame.isEvent) application.received(frame.body);
    });
    socket.addEventListener('close', application.deaf);
    return {
      hint: () => undefined,
      stop: () => {
        isStopped = true;
        socket.close();
      },
    };
  },
};
