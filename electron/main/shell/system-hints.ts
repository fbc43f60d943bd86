import type { NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '../base/clock.ts';
import type { SystemHint } from '../monitor/monitor.ts';

/** What the operating system says about its network right now. */
export interface NetworkStatus {
  readonly isOnline: () => boolean;
  readonly interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
}

/** No system tells of a changed network in a way that works everywhere, so it is looked at this often. */
const LOOK_EVERY_MS = 2_000;

/**
 * What is listened to. Some Linux desktops report no resume, but the screen is nearly always unlocked after one; a
 * computer that is locked often goes to sleep or changes its network next. Where users are switched without a lock
 * (macOS), becoming active again says the same.
 */
const HINTS = [
  ['suspend', 'suspended'],
  ['resume', 'resumed'],
  ['lock-screen', 'locked'],
  ['unlock-screen', 'unlocked'],
  ['user-did-become-active', 'unlocked'],
] as const satisfies readonly (readonly [string, SystemHint])[];

/** Tells of sleep, of a locked screen and of a changed network until the returned function is called. */
export function watchSystem(options: {
  /** Electron's `powerMonitor`. */
  readonly power: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
  readonly network: NetworkStatus;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly tell: (hint: SystemHint) => void;
}): () => void {
  const { power, network, clock, tell } = options;
  const listeners = HINTS.map(([name, hint]) => {
    const listener = (): void => {
      tell(hint);
    };
    power.on(name, listener);
    return [name, listener] as const;
  });

  let known = describeNetwork(network);
  let cancelLook: () => void;
  const look = (): void => {
    const found = describeNetwork(network);
    if (found !== known) tell('network-changed');
    known = found;
    cancelLook = clock.schedule(LOOK_EVERY_MS, look);
  };
  cancelLook = clock.schedule(LOOK_EVERY_MS, look);

  return () => {
    cancelLook();
    for (const [name, listener] of listeners) power.off(name, listener);
  };
}

/** A text that stays the same as long as the computer is reached in the same way. */
function describeNetwork({ isOnline, interfaces }: NetworkStatus): string {
  const addresses = Object.values(interfaces())
    .flatMap((list) => list ?? [])
    // Link-local addresses come and go with no effect on the way to the outside.
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address)
    .sort();
  return [isOnline() ? 'online' : 'offline', ...addresses].join(' ');
}
