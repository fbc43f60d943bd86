import { isLoopback } from '../base/loopback.ts';
import type { OpenWire } from '../connection/wire.ts';

/** Remembers where the last socket led to. Of its address only the origin: the rest is a secret. */
export function rememberSocketOrigin(openWire: OpenWire): {
  readonly openWire: OpenWire;
  readonly last: () => string | null;
} {
  let last: string | null = null;
  return {
    openWire: (uri, events) => {
      last = URL.canParse(uri) ? new URL(uri).origin : null;
      return openWire(uri, events);
    },
    last: () => last,
  };
}

/**
 * Where an organisation's WebSockets are expected before a channel has named the place, or null. On this computer
 * one server is all of it. Source: the host patterns `api.<environment>` and `streaming.<environment>`.
 */
export function expectedSocketOrigin(apiUrl: string): string | null {
  const url = new URL(apiUrl);
  if (isLoopback(url.hostname)) return `${url.protocol === 'https:' ? 'wss:' : 'ws:'}//${url.host}`;
  return url.hostname.startsWith('api.') ? `wss://streaming.${url.host.slice('api.'.length)}` : null;
}
