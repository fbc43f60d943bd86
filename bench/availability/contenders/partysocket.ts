import PartySocket from 'partysocket/ws';
import type { Contender } from './contender.ts';
import { readFrame } from './sign-in.ts';
import { createUrlProvider } from './url-provider.ts';

/** The npm package `partysocket`, with its defaults. */
export const partysocket: Contender = {
  name: 'partysocket',
  adaptations: [
    'its URL provider fetches the token by the answer’s rule and opens a new channel for every attempt',
    'TCP keepalive is on, with the values of Linux',
  ],
  start: (computer, org, application) => {
    const socket = new PartySocket(createUrlProvider(computer, org), null, { WebSocket: computer.WebSocket });
    socket.addEventListener('open', application.listening);
    socket.addEventListener('message', ({ data }: { readonly data: unknown }) => {
      const frame = readFrame(String(data));
      if (frame.isEvent) application.received(frame.body);
    });
    socket.addEventListener('close', application.deaf);
    return {
      hint: () => undefined,
      stop: () => {
        socket.close();
      },
    };
  },
};
