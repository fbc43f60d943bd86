import { assertNever } from '../../shared/assert-never.ts';
import type { Lever } from '../../shared/practice/levers.ts';
import type { Timers } from '../base/timers.ts';
import type { ChannelRegistry } from '../notifications/channel-registry.ts';
import type { TokenRegistry } from '../oauth/token-registry.ts';
import type { ReceivedLog } from '../received/received-log.ts';
import type { SocketServer } from '../socket/socket-server.ts';
import type { ContactCentre } from '../world/contact-centre.ts';
import { hostileFrame } from './hostile-frames.ts';
import { malformedFrame } from './malformed-frames.ts';
import { playScene } from './scenes.ts';
import type { RunningFaults } from './running-faults.ts';

/** The parts of the organisation that levers act on. */
export interface LeverParts {
  readonly timers: Timers;
  readonly tokens: TokenRegistry;
  readonly channels: ChannelRegistry;
  readonly sockets: SocketServer;
  readonly faults: RunningFaults;
  readonly log: ReceivedLog;
  readonly centre: ContactCentre;
  /** Makes that many extra events happen on topics that are subscribed to. */
  readonly makeEvents: (count: number) => void;
}

/** How often a burst sends; the events due since the last time go out together. */
const BURST_TICK_MS = 20;

/**
 * Plays one fault or scene. Faults with a duration end by themselves and on `restore`. Throws `NotInTheOrg` for a
 * scene with somebody or something that the org does not have.
 */
export function pullLever(parts: LeverParts, lever: Lever): void {
  const { sockets, faults, log } = parts;
  log.add(log.levers, { atMs: parts.timers.now(), lever: lever.lever });
  switch (lever.lever) {
    case 'drop':
      dropSockets(sockets, lever.closeCode);
      return;
    case 'freeze':
      freezeSockets(parts, lever);
      return;
    case 'expire-token':
      parts.tokens.finishAll('expired');
      return;
    case 'revoke-token':
      parts.tokens.finishAll('revoked');
      return;
    case 'socket-closing':
      sockets.closeAsPlanned(sockets.open, lever.graceMs);
      return;
    case 'expire-channel':
      parts.channels.endAll('expired');
      return;
    case 'evict-channel':
      parts.channels.endAll('evicted');
      return;
    case 'outage':
      faults.start(lever, lever.durationMs);
      for (const [session] of sockets.open) session.cut('outage');
      return;
    case 'mute':
    case 'answer':
    case 'slow':
    case 'duplicate':
      faults.start(lever, lever.durationMs);
      return;
    case 'malformed':
      sendMalformed(sockets, lever.count);
      return;
    case 'hostile':
      for (const [session] of sockets.open) session.send(hostileFrame(lever.kind));
      return;
    case 'burst':
      startBurst(parts, lever);
      return;
    case 'restore':
      faults.endAll();
      return;
    case 'join-queue':
    case 'leave-queue':
    case 'join-team':
    case 'leave-team':
    case 'set-presence':
    case 'set-routing':
      playScene(parts.centre, lever, parts.timers.now());
      return;
    default:
      assertNever(lever, 'lever');
  }
}

function dropSockets(sockets: SocketServer, closeCode: number | undefined): void {
  for (const [session] of sockets.open) {
    if (closeCode === undefined) session.cut('dropped');
    else session.close(closeCode, 'dropped');
  }
}

/** Freezes the sockets that are open now; those opened later, over a network that works again, are not. */
function freezeSockets(parts: LeverParts, lever: Extract<Lever, { lever: 'freeze' }>): void {
  const sessions = parts.sockets.open.map(([session]) => session);
  for (const session of sessions) session.freeze();
  parts.faults.start(lever, lever.durationMs, () => {
    for (const session of sessions) session.thaw();
  });
}

function sendMalformed(sockets: SocketServer, count: number): void {
  for (const [session] of sockets.open) {
    for (let index = 0; index < count; index += 1) {
      const frame = malformedFrame(index);
      if (typeof frame === 'string') session.send(frame);
      else session.sendBytes(frame);
    }
  }
}

/** How much later than planned the last events of a burst may go out. */
const BURST_GRACE_MS = 2_000;

function startBurst(parts: LeverParts, lever: Extract<Lever, { lever: 'burst' }>): void {
  const startMs = parts.timers.now();
  let sent = 0;
  const cancelTicks = parts.timers.every(BURST_TICK_MS, () => {
    const dueByNow = Math.ceil(((parts.timers.now() - startMs) * lever.perSecond) / 1000);
    const due = Math.min(lever.count, dueByNow) - sent;
    sent += due;
    parts.makeEvents(due);
    if (sent >= lever.count) end();
  });
  const lastsMs = (lever.count / lever.perSecond) * 1000;
  // Timers of a busy computer come late; the end must not cut off what the last of them would have sent.
  const end = parts.faults.start(lever, lastsMs + BURST_GRACE_MS, cancelTicks);
}
