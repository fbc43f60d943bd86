import { randomUUID } from 'node:crypto';
import type { Envelope, JsonValue } from '../../shared/genesys/wire.ts';
import type { Clock } from '../base/clock.ts';
import type { Delivery, EventRecord, ReceivedLog } from '../received/received-log.ts';
import type { Channel, ChannelRegistry } from './channel-registry.ts';

/** Version that events of the second generation carry. */
const EVENT_VERSION = '2';

/** Sends events to the channels that listen. Nothing is kept for a channel that has no socket. */
export class Publisher {
  readonly #clock: Clock;
  readonly #channels: ChannelRegistry;
  readonly #log: ReceivedLog;
  readonly #copies: () => number;
  #sequence = 0;

  constructor(clock: Clock, channels: ChannelRegistry, log: ReceivedLog, copies: () => number) {
    this.#clock = clock;
    this.#channels = channels;
    this.#log = log;
    this.#copies = copies;
  }

  /** Sends one event under its single topic name. One that nobody listens to is not even made, and leaves no trace. */
  publish(topic: string, makeBody: () => JsonValue): void {
    const listeners = this.#channels.listeningTo(topic);
    if (listeners.length === 0) return;
    const body = makeBody();
    const correlationId = randomUUID();
    const envelope: Envelope = {
      topicName: topic,
      version: EVENT_VERSION,
      eventBody: body,
      metadata: { CorrelationId: correlationId },
    };
    const frame = JSON.stringify(envelope);
    const deliveries = listeners.map((channel) => this.#deliver(channel, frame));
    this.#sequence += 1;
    const record = {
      sequence: this.#sequence,
      atMs: this.#clock.now(),
      topic,
      correlationId,
      body,
      deliveries,
    };
    this.#log.add<EventRecord>(this.#log.events, record);
  }

  #deliver(channel: Channel, frame: string): Delivery {
    channel.eventCount += 1;
    const copies = this.#copies();
    const base = { channelId: channel.id, channelSequence: channel.eventCount, copies };
    const socket = channel.socket;
    if (!socket) return { ...base, outcome: 'not-connected' };
    const delivery: Delivery = { ...base, socketId: socket.socketId, outcome: 'held' };
    for (let copy = 0; copy < copies; copy += 1) {
      delivery.outcome = socket.send(frame, (outcome) => {
        delivery.outcome = outcome;
      });
    }
    return delivery;
  }
}
