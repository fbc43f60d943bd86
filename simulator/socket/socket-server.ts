import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Timers } from '../base/timers.ts';
import type { RunningFaults } from '../control/running-faults.ts';
import { httpDate } from '../http/http-date.ts';
import { targetOf } from '../http/request.ts';
import type { Channel, ChannelRegistry } from '../notifications/channel-registry.ts';
import type { TopicRules } from '../notifications/topic-verdict.ts';
import type { Quirks } from '../quirks.ts';
import type { ReceivedLog, SocketRecord } from '../received/received-log.ts';
import { metadataFrame, socketClosingFrame } from './control-frames.ts';
import { answerInBand } from './in-band.ts';
import { SocketSession } from './socket-session.ts';

export interface SocketServerContext {
  readonly timers: Timers;
  readonly channels: ChannelRegistry;
  readonly faults: RunningFaults;
  readonly log: ReceivedLog;
  readonly rules: TopicRules;
  readonly quirks: Quirks;
  readonly heartbeatEveryMs: number;
  readonly plannedCloseAfterMs: number | undefined;
}

/** How long before a planned close the server says so. */
const CLOSING_NOTICE_MS = 60_000;
const MAX_FRAME_BYTES = 1_048_576;

/** The streaming host: `ws://…/channels/{id}`, one socket a channel, no authorisation but the id itself. */
export class SocketServer {
  readonly #context: SocketServerContext;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // Pings of the WebSocket protocol are answered here, because they too must stay unanswered when muted.
    autoPong: false,
    maxPayload: MAX_FRAME_BYTES,
  });
  readonly #sessions = new Map<SocketSession, Channel>();
  #lastSocketId = 0;

  constructor(context: SocketServerContext) {
    this.#context = context;
  }

  /** The sockets that are open now, each with its channel. */
  get open(): readonly (readonly [SocketSession, Channel])[] {
    return [...this.#sessions];
  }

  /** Takes over a connection that asks to become a WebSocket, or refuses it with an HTTP status. */
  upgrade(request: IncomingMessage, connection: Duplex, head: Buffer): void {
    const { faults, channels, quirks } = this.#context;
    const fault = faults.answerFor('upgrade');
    if (fault) {
      this.#refuse(connection, fault.status, fault.retryAfterSeconds);
      return;
    }
    const channelId = /^\/channels\/([^/]+)$/.exec(targetOf(request).path)?.[1];
    const channel = channelId === undefined ? undefined : channels.find(channelId);
    if (!channel) {
      this.#refuse(connection, quirks.deadChannelUpgradeStatus);
      return;
    }
    this.#webSockets.handleUpgrade(request, connection, head, (webSocket) => {
      this.#begin(webSocket, channel);
    });
  }

  /** Announces the end of these sockets and closes those that are still open after the grace time. */
  closeAsPlanned(sessions: readonly (readonly [SocketSession, Channel])[], graceMs: number): void {
    const { quirks, timers } = this.#context;
    for (const [session, channel] of sessions) {
      session.send(socketClosingFrame(channel, quirks.socketClosingBody));
      const cancel = timers.after(graceMs, () => {
        session.close(quirks.closeCodes.planned, 'planned');
      });
      session.cancelAtEnd(cancel);
    }
  }

  /** Cuts everything, for the org's own end. */
  close(): void {
    for (const session of this.#sessions.keys()) session.cut('org-closed');
    this.#webSockets.close();
  }

  #begin(webSocket: WebSocket, channel: Channel): void {
    const { log, timers, quirks } = this.#context;
    const record: SocketRecord = {
      socketId: (this.#lastSocketId += 1),
      channelId: channel.id,
      openedAtMs: timers.now(),
    };
    const session = new SocketSession(webSocket, log.add(log.sockets, record), () => timers.now());
    this.#sessions.set(session, channel);
    channel.socket?.close(quirks.closeCodes.replaced, 'replaced');
    channel.socket = session;
    webSocket.on('message', (data, isBinary) => {
      this.#receive(session, channel, isBinary ? '' : textOf(data));
    });
    webSocket.on('ping', (data) => {
      if (!this.#context.faults.find('mute')) webSocket.pong(data);
    });
    webSocket.on('error', () => undefined);
    webSocket.on('close', (code) => {
      this.#sessions.delete(session);
      session.over(code);
      if (channel.socket === session) this.#disconnected(channel);
    });
    this.#startHeartbeat(session);
    this.#planClose(session, channel);
  }

  #receive(session: SocketSession, channel: Channel, text: string): void {
    const { channels, rules, faults, quirks } = this.#context;
    const reply = answerInBand(text, channel, channels, rules);
    if (reply !== 'pong') session.send(JSON.stringify(reply));
    else if (!faults.find('mute')) session.send(metadataFrame('pong', quirks.controlFramesCarryMetadata));
  }

  #startHeartbeat(session: SocketSession): void {
    const { timers, faults, quirks, heartbeatEveryMs } = this.#context;
    const cancel = timers.every(heartbeatEveryMs, () => {
      if (faults.find('mute')) return;
      session.send(metadataFrame('WebSocket Heartbeat', quirks.controlFramesCarryMetadata));
    });
    session.cancelAtEnd(cancel);
  }

  #planClose(session: SocketSession, channel: Channel): void {
    const { timers, plannedCloseAfterMs } = this.#context;
    if (plannedCloseAfterMs === undefined) return;
    const noticeMs = Math.min(CLOSING_NOTICE_MS, plannedCloseAfterMs);
    const cancel = timers.after(plannedCloseAfterMs - noticeMs, () => {
      this.closeAsPlanned([[session, channel]], noticeMs);
    });
    session.cancelAtEnd(cancel);
  }

  #disconnected(channel: Channel): void {
    channel.socket = undefined;
    if (channel.isRetired) this.#context.channels.end(channel, 'token-ended');
  }

  #refuse(connection: Duplex, status: number, retryAfterSeconds?: number): void {
    const { log, timers } = this.#context;
    log.add(log.upgradesRefused, { atMs: timers.now(), status });
    const lines = [
      `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? 'Refused'}`,
      'Connection: close',
      'Content-Length: 0',
      `Date: ${httpDate(timers.now())}`,
    ];
    if (retryAfterSeconds !== undefined) lines.push(`Retry-After: ${String(retryAfterSeconds)}`);
    connection.end(`${lines.join('\r\n')}\r\n\r\n`);
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
