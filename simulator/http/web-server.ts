import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Timers } from '../base/timers.ts';
import { failure, type Answer } from './answer.ts';
import { httpDate } from './http-date.ts';
import { readBody, targetOf, type HttpRequest } from './request.ts';

/** What the server asks of the organisation. */
export interface WebServerHandlers {
  /** Decides on a request; `reset` cuts the connection instead of answering. */
  readonly answer: (request: HttpRequest) => { readonly answer: Answer; readonly delayMs: number } | 'reset';
  readonly upgrade: (request: IncomingMessage, connection: Duplex, head: Buffer) => void;
}

/** One HTTP server for the login, API and streaming hosts together. */
export class WebServer {
  readonly #handlers: WebServerHandlers;
  readonly #timers: Timers;
  readonly #server: Server;

  constructor(handlers: WebServerHandlers, timers: Timers) {
    this.#handlers = handlers;
    this.#timers = timers;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => {
        response.destroy();
      });
    });
    // Longer than clients keep idle connections, so that a reused one is not cut by accident.
    this.#server.keepAliveTimeout = 75_000;
    this.#server.on('upgrade', (request, connection, head) => {
      // From here on nobody else listens, and a client that gives up while it waits must not end the process.
      connection.on('error', () => undefined);
      this.#handlers.upgrade(request, connection, head);
    });
    this.#server.on('clientError', (_error, connection) => {
      connection.destroy();
    });
  }

  /** Starts to listen and gives the port. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        reject(new Error(listenError(error, port, host), { cause: error }));
      });
      this.#server.listen(port, host, () => {
        resolve(portOf(this.#server.address()));
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeAllConnections();
    });
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(message);
    if (body === undefined) {
      this.#respond(response, failure(413, 'request.entity.too.large', 'HTTP 413 Request Entity Too Large'));
      return;
    }
    const request = { ...targetOf(message), method: message.method ?? 'GET', headers: message.headers, body };
    const decision = this.#handlers.answer(request);
    if (decision === 'reset') {
      message.socket.resetAndDestroy();
    } else if (decision.delayMs > 0) {
      this.#timers.after(decision.delayMs, () => {
        this.#respond(response, decision.answer);
      });
    } else {
      this.#respond(response, decision.answer);
    }
  }

  #respond(response: ServerResponse, answer: Answer): void {
    // Node would write the time of the computer.
    response.setHeader('Date', httpDate(this.#timers.now()));
    respond(response, answer);
  }
}

/** Cuts a TCP connection with a reset, as a host that is down or a broken network does. */
export function resetConnection(connection: Duplex): void {
  if (isTcp(connection)) connection.resetAndDestroy();
  else connection.destroy();
}

function isTcp(connection: Duplex): connection is Socket {
  return 'resetAndDestroy' in connection;
}

function respond(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const correlationId = randomUUID();
  response.statusCode = answer.status;
  response.setHeader('ININ-Correlation-Id', correlationId);
  response.setHeader('Cache-Control', 'no-cache, no-store, must-revalidate');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.page !== undefined) {
    response.setHeader('Content-Type', 'text/html');
    response.end(answer.page);
    return;
  }
  const body = answer.error
    ? { ...answer.error, contextId: correlationId, details: [], errors: [] }
    : answer.body;
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(body));
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === 'EADDRINUSE') {
    return `The practice org cannot listen on ${host}:${String(port)}, because another program already does. Choose another port, or 0 for a free one.`;
  }
  if (error.code === 'EACCES') {
    return `The practice org may not listen on ${host}:${String(port)}. Choose a port above 1023.`;
  }
  return `The practice org cannot listen on ${host}:${String(port)}: ${error.message}`;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string')
    throw new Error('The practice org is not listening on TCP.');
  return address.port;
}
