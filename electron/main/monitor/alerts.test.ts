import { describe, expect, it } from 'vitest';
import { settle } from '../base/manual-clock.ts';
import { alertRun, AWAY_TOO_LONG, createAlertDisk } from '../testing/alert-run.ts';

describe('an alert', () => {
  it('stands in the inbox when its time has come, and makes itself known', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(9_000);
    expect(run.said()).toEqual([]);
    await disk.clock.advance(1_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    await disk.clock.advance(2_000);
    expect(run.alarms.map(({ alerts, hasNotification }) => [alerts.length, hasNotification])).toEqual([
      [1, true],
    ]);
    await run.alerts.stop();
    expect(disk.clock.pendingTimers).toBe(0);
  });

  it('is not told while no proof of life came since it was due', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.fallSilent();
    await disk.clock.advance(15_000);
    expect(run.said()).toEqual([]);
    await run.alerts.stop();
  });

  it('counts by the clock of the server, as far as that is known', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    run.serverIsAhead(-60_000);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(9_000);
    expect(run.said()).toEqual([]);
    await disk.clock.advance(1_000);
    expect(run.said()).toHaveLength(1);
    await run.alerts.stop();
  });

  it('is held over a drop, and goes on when the same is fetched', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.lose();
    await disk.clock.advance(20_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    expect(run.alarms).toEqual([]);
    await run.resume();
    await run.fetch('AWAY', since);
    await disk.clock.advance(2_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    expect(run.alarms).toHaveLength(1);
    await run.alerts.stop();
  });

  it('is not told twice, whatever run of Vigil it is', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    expect(first.said()).toHaveLength(1);
    // Killed: nothing is said to it.
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    await second.resume('app/not-running');
    await second.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(second.alarms).toEqual([]);
    expect(second.alerts.view().alerts).toHaveLength(1);
    await Promise.all([first.alerts.stop(), second.alerts.stop()]);
  });

  it('goes on after a restart where it had begun before', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    await first.alerts.stop();
    await disk.clock.advance(20_000);
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    await second.resume('app/not-running');
    expect(second.said()).toEqual([]);
    await second.fetch('AWAY', since);
    await disk.clock.advance(2_000);
    expect(second.said()).toEqual(['Away too long Ana Ruiz fired']);
    await second.alerts.stop();
  });

  it('makes no noise while alerts are paused, and stands in the inbox all the same', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.alerts.handlers.pauseAlerts({ forMs: 60_000 });
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(20_000);
    expect(run.said()).toHaveLength(1);
    expect(run.alarms).toEqual([]);
    expect(run.view().pausedUntil).not.toBeNull();
    await disk.clock.advance(60_000);
    expect(run.view().pausedUntil).toBeNull();
    await run.alerts.handlers.readAlerts({ ids: null });
    expect(run.view().unread).toBe(0);
    await run.alerts.stop();
  });

  it('is told of a rule that is saved while it goes on', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(20_000);
    await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
    await settle();
    await disk.clock.advance(0);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    await run.alerts.stop();
  });
});

describe('what Vigil tells of by itself', () => {
  it('is that data is not live for a minute, once, and where the gap is when it is over', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    run.lose();
    await disk.clock.advance(59_000);
    expect(run.said()).toEqual([]);
    await disk.clock.advance(61_000);
    expect(run.said()).toEqual(['Data not live for over a minute fired']);
    expect(run.view().alerts[0]?.position).toBeNull();
    await run.resume();
    expect(run.view().alerts[0]?.position).toBe(1);
    await run.alerts.stop();
  });

  it('is that a topic was refused', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await run.put({
      type: 'subscription',
      subscription: { topic: 'v2.users.x.presence', status: 'refused' },
    });
    expect(run.said()).toEqual(['Topic refused v2.users.x.presence fired']);
    await run.alerts.stop();
  });
});
