import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { ManualClock } from '../base/manual-clock.ts';
import { openNotificationSocket } from './notification-socket.ts';
import type { WireEvents } from './wire.ts';

export const PONG = '{"topicName":"channel.metadata","eventBody":{"message":"pong"}}';

/** A socket on a wire that a test plays by hand. */
export function playedSocket(answersPings = true) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const sent: string[] = [];
  const losses: { cause: MonitorError; provenAt: number | null; at: number }[] = [];
  const played: { events: WireEvents | null; drops: number } = { events: null, drops: 0 };
  const socket = openNotificationSocket(
    {
      clock,
      openWire: (_uri, wireEvents) => {
        played.events = wireEvents;
        return {
          send: (text) => sent.push(text),
          drop: () => (played.drops += 1),
        };
      },
    },
    'wss://example.org/c',
    answersPings,
    {
      proven: () => heard.push('proven'),
      frame: (text) => heard.push(`frame ${text ?? 'binary'}`),
      lost: (cause, provenAt) => losses.push({ cause, provenAt, at: clock.monotonic() }),
    },
  );
  const wire = played.events;
  if (wire === null) throw new Error('No wire was opened.');
  /** A pong comes, and the socket is told what it is. */
  const pong = () => {
    wire.frame(PONG);
    return socket.answered();
  };
  return { clock, socket, wire, pong, heard, sent, losses, played };
}

/** The same, opened and proven by the answer to its first ping. */
export function openPlayedSocket(answersPings = true) {
  const made = playedSocket(answersPings);
  made.wire.opened();
  if (answersPings) made.pong();
  else made.wire.frame('heartbeat');
  made.sent.length = 0;
  made.heard.length = 0;
  return made;
}
