import { EventEmitter } from 'node:events';
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.ts';
import type { SystemHint } from '../monitor/monitor.ts';
import { watchSystem } from './system-hints.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  address: text,
  internal,
  family: 'IPv4',
  netmask: '',
  mac: '',
  cidr: null,
});

function prepare() {
  const power = new EventEmitter();
  const clock = new ManualClock();
  const hints: SystemHint[] = [];
  const network = { isOnline: true, addresses: [address('127.0.0.1', true), address('10.0.0.5')] };
  const stop = watchSystem({
    power,
    network: {
      isOnline: () => network.isOnline,
      interfaces: () => ({ any: network.addresses, none: undefined }),
    },
    clock,
    tell: (hint) => hints.push(hint),
  });
  return { power, clock, hints, network, stop };
}

describe('the system', () => {
  it.each([
    ['suspend', 'suspended'],
    ['resume', 'resumed'],
    ['lock-screen', 'locked'],
    ['unlock-screen', 'unlocked'],
    ['user-did-become-active', 'unlocked'],
  ])('tells of %s as %s', (name, hint) => {
    const { power, hints } = prepare();
    power.emit(name);
    expect(hints).toEqual([hint]);
  });

  it('says nothing of a network that stays as it is', async () => {
    const { clock, hints, network } = prepare();
    await clock.advance(60_000);
    network.addresses = [address('10.0.0.5'), address('fe80::1'), address('192.168.9.9', true)];
    await clock.advance(60_000);
    expect(hints).toEqual([]);
  });

  it('tells once of each change of the network', async () => {
    const { clock, hints, network } = prepare();
    network.addresses = [address('192.168.1.7')];
    await clock.advance(10_000);
    expect(hints).toEqual(['network-changed']);
    network.isOnline = false;
    await clock.advance(10_000);
    network.isOnline = true;
    await clock.advance(10_000);
    expect(hints).toHaveLength(3);
  });

  it('is left alone after the end', async () => {
    const { power, clock, hints, network, stop } = prepare();
    stop();
    power.emit('resume');
    network.isOnline = false;
    await clock.advance(10_000);
    expect(hints).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
    expect(power.eventNames()).toEqual([]);
  });
});
