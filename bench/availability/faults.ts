import { assertNever } from '../../shared/assert-never.ts';
import type { Network } from './world/network.ts';
import type { Timeline } from './world/timeline.ts';

/** Something that goes wrong. Durations are milliseconds. */
export type Fault =
  /** Every open connection breaks, and both ends see it. */
  | { readonly kind: 'drop' }
  /** Every open connection is dead from now on, and neither end sees it. */
  | { readonly kind: 'half-open' }
  /** Nothing gets through for a while; then all of it does. */
  | { readonly kind: 'stall'; readonly forMs: number }
  /** Sockets are announced to close, and close a minute later. */
  | { readonly kind: 'maintenance' }
  /** All services are out; tokens may be revoked meanwhile. */
  | {
      readonly kind: 'outage';
      readonly forMs: number;
      readonly as: 'refused' | 'status-503';
      readonly isRevoking: boolean;
    }
  /** Connections break, and names are not found. */
  | { readonly kind: 'dns'; readonly forMs: number }
  /** Connections break, and REST calls are answered 429 with `Retry-After`. */
  | { readonly kind: 'throttle'; readonly forMs: number }
  /** Connections break, and every packet takes seconds. */
  | { readonly kind: 'slow'; readonly forMs: number }
  /** The tokens are revoked, and the token endpoint answers 503 for a while, or not at all out of order. */
  | { readonly kind: 'revoke'; readonly endpointDownMs: number }
  /** Other installs of the client id take the channels. */
  | { readonly kind: 'evict' }
  /** The wall clock of the computer is wrong for a while. */
  | { readonly kind: 'clock-step'; readonly byMs: number; readonly forMs: number }
  /** The computer sleeps, and has its network back a while after it woke up. */
  | { readonly kind: 'sleep'; readonly forMs: number; readonly networkAfterMs: number };

/** Where faults happen, and whom the operating system tells of them. */
export interface Scene {
  readonly timeline: Timeline;
  readonly network: Network;
  readonly hint: (hint: 'resumed' | 'network-changed') => void;
}

/** The system's word of a changed network comes this much later. */
const HINT_MS = 1_000;

export function strike(scene: Scene, fault: Fault): void {
  const { timeline, network } = scene;
  const { link, service } = network;
  switch (fault.kind) {
    case 'drop':
      breakAll(network);
      return;
    case 'half-open':
      cutAll(scene);
      return;
    case 'stall':
      link.stalledUntil = timeline.now() + fault.forMs;
      return;
    case 'maintenance':
      service.announceMaintenance();
      return;
    case 'outage':
      network.oracle.outages.push(timeline.now());
      link.outage = fault.as;
      breakAll(network);
      if (fault.isRevoking)
        timeline.after(fault.forMs / 2, () => {
          service.revokeTokens();
        });
      timeline.after(fault.forMs, () => {
        link.outage = null;
      });
      return;
    case 'dns':
      link.isNameUnknown = true;
      breakAll(network);
      timeline.after(fault.forMs, () => {
        link.isNameUnknown = false;
      });
      return;
    case 'throttle':
      link.throttledUntil = timeline.now() + fault.forMs;
      breakAll(network);
      return;
    case 'slow':
      slowDown(scene, fault.forMs);
      return;
    case 'revoke':
      link.isTokenEndpointDown = fault.endpointDownMs > 0;
      service.revokeTokens();
      timeline.after(fault.endpointDownMs, () => {
        link.isTokenEndpointDown = false;
      });
      return;
    case 'evict':
      service.evictChannels();
      return;
    case 'clock-step':
      timeline.stepWall(fault.byMs);
      timeline.after(fault.forMs, () => {
        timeline.stepWall(-fault.byMs);
      });
      return;
    case 'sleep':
      sleep(scene, fault);
      return;
    default:
      assertNever(fault, 'fault');
  }
}

function breakAll({ heldSockets }: Network): void {
  for (const socket of heldSockets) if (socket.isOpen) socket.break();
}

/** The oracle watches how long the client goes on believing in the newest of them. */
function cutAll({ timeline, network }: Scene): void {
  const open = network.heldSockets.filter((socket) => socket.isOpen && !socket.isCut);
  for (const socket of open) socket.cut(false);
  const newest = open.at(-1);
  if (newest === undefined) return;
  const at = timeline.now();
  const halfOpen: { at: number; noticedInMs: number | null } = { at, noticedInMs: null };
  network.oracle.halfOpens.push(halfOpen);
  newest.onNoticed = () => {
    halfOpen.noticedInMs = timeline.now() - at;
  };
}

function slowDown({ timeline, network }: Scene, forMs: number): void {
  const { link } = network;
  const { leastLatencyMs, mostLatencyMs } = link;
  link.leastLatencyMs = 800;
  link.mostLatencyMs = 2_500;
  breakAll(network);
  timeline.after(forMs, () => {
    link.leastLatencyMs = leastLatencyMs;
    link.mostLatencyMs = mostLatencyMs;
  });
}

function sleep({ timeline, network, hint }: Scene, fault: Extract<Fault, { readonly kind: 'sleep' }>): void {
  const { link, heldSockets } = network;
  for (const socket of heldSockets) socket.cut(true);
  link.isDown = true;
  timeline.fallAsleep();
  timeline.after(fault.forMs, () => {
    timeline.wakeUp();
    timeline.after(HINT_MS, () => {
      hint('resumed');
    });
    timeline.after(fault.networkAfterMs, () => {
      link.isDown = false;
      timeline.after(HINT_MS, () => {
        hint('network-changed');
      });
    });
  });
}
