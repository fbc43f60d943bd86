import { WebSocket } from 'ws';
import type { Cancel } from '../base/clock.ts';
import type { ChannelSocket } from '../notifications/channel-registry.ts';
import type { EndCause, SocketRecord } from '../received/received-log.ts';

interface HeldFrame {
  readonly frame: string;
  readonly onSettled: ((outcome: 'sent' | 'lost') => void) | undefined;
}

/** One socket, one life. It writes frames, can be frozen like a half-open connection, and ends once. */
export class SocketSession implements ChannelSocket {
  readonly socketId: number;
  readonly #webSocket: WebSocket;
  readonly #record: SocketRecord;
  readonly #now: () => number;
  readonly #cancels = new Set<Cancel>();
  #held: HeldFrame[] = [];
  #isFrozen = false;
  #isOver = false;

  constructor(webSocket: WebSocket, record: SocketRecord, now: () => number) {
    this.socketId = record.socketId;
    this.#webSocket = webSocket;
    this.#record = record;
    this.#now = now;
  }

  /** Ties a timer to the life of the socket. */
  cancelAtEnd(cancel: Cancel): void {
    if (this.#isOver) cancel();
    else this.#cancels.add(cancel);
  }

  send(frame: string, onSettled?: (outcome: 'sent' | 'lost') => void): 'sent' | 'held' | 'lost' {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return 'lost';
    if (this.#isFrozen) {
      this.#held.push({ frame, onSettled });
      return 'held';
    }
    this.#webSocket.send(frame);
    return 'sent';
  }

  /** Sends a frame that is binary instead of text. */
  sendBytes(bytes: Uint8Array): void {
    if (!this.#isFrozen) this.#webSocket.send(bytes);
  }

  /** Stops reading and writing while the connection stays open. What should be written waits, as it would in the network. */
  freeze(): void {
    this.#isFrozen = true;
    this.#webSocket.pause();
  }

  thaw(): void {
    if (!this.#isFrozen) return;
    this.#isFrozen = false;
    this.#webSocket.resume();
    const held = this.#held;
    this.#held = [];
    for (const { frame, onSettled } of held) {
      this.#webSocket.send(frame);
      onSettled?.('sent');
    }
  }

  /** Closes with a close frame; a frozen socket cannot even send that and is cut. */
  close(code: number, cause: EndCause): void {
    if (this.#isFrozen) {
      this.cut(cause);
      return;
    }
    this.#record.endCause ??= cause;
    this.#webSocket.close(code);
  }

  /** Ends the TCP connection without a word. */
  cut(cause: EndCause): void {
    this.#record.endCause ??= cause;
    this.#webSocket.resume();
    this.#webSocket.terminate();
  }

  /** To be called when the connection is gone, whoever ended it. */
  over(closeCode: number): void {
    this.#isOver = true;
    for (const cancel of this.#cancels) cancel();
    for (const { onSettled } of this.#held) onSettled?.('lost');
    this.#held = [];
    this.#record.closedAtMs = this.#now();
    this.#record.closeCode = closeCode;
    this.#record.endCause ??= 'client';
  }
}
