import type { NetworkInterfaceInfo } from 'node:os';
import type { PowerMonitor } from 'electron';
import type { Clock } from '../base/clock.ts';
import type { SystemHint } from '../monitor/monitor.ts';

/** What the operating system says about its network right now. */
export interface NetworkStatus {
  readonly isOnline: () => boolean;
  readonly interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]>;
}

/** No system tells of a changed network in a way that works everywhere, so it is looked at this often. */
const LOOK_EVERY_MS = 2_000;

/** Tells of sleep and of a changed network until the returned function is called. */
export function watchSystem(options: {
  readonly power: Pick<PowerMonitor, 'on' | 'off'>;
  readonly network: NetworkStatus;
  readonly clock: Pick<Clock, 'schedule'>;
  readonly tell: (hint: SystemHint) => void;
}): () => void {
  const { power, network, clock, tell } = options;
  const suspended = (): void => {
    tell('suspended');
  };
  // Some Linux desktops report no resume, but the screen is nearly always unlocked after one.
  const resumed = (): void => {
    tell('resumed');
  };
  power.on('suspend', suspended);
  power.on('resume', resumed);
  power.on('unlock-screen', resumed);

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
    power.off('suspend', suspended);
    power.off('resume', resumed);
    power.off('unlock-screen', resumed);
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
