import { describe, expect, it } from 'vitest';
import { settle } from '../base/manual-clock.ts';
import { alertRun, AWAY_TOO_LONG, createAlertDisk, OF_NIGHT_TEAM } from '../testing/alert-run.ts';

describe('an alert about a group', () => {
  it('is told at once of who is in it by then', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [{ ...OF_NIGHT_TEAM, forMs: 0 }]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    expect(run.said()).toEqual([]);
    run.readTeam('ana');
    await run.turnsTo('AVAILABLE', 'AWAY');
    expect(run.said()).toHaveLength(1);
    await run.alerts.stop();
  });

  it('goes on after a restart, though it is read later who is in the group', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [OF_NIGHT_TEAM]);
    first.readTeam('ana');
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    await first.alerts.stop();
    await disk.clock.advance(20_000);
    const second = await alertRun(disk, [OF_NIGHT_TEAM]);
    await second.resume('app/not-running');
    await second.fetch('AWAY', since);
    await disk.clock.advance(2_000);
    expect(second.said()).toEqual([]);
    second.readTeam('ana');
    expect(second.said()).toEqual(['Away too long Ana Ruiz fired']);
    await second.alerts.stop();
  });

  it('is not told twice, whichever run of Vigil reads the group', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [OF_NIGHT_TEAM]);
    first.readTeam('ana');
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    expect(first.said()).toHaveLength(1);
    const second = await alertRun(disk, [OF_NIGHT_TEAM]);
    await second.resume('app/not-running');
    await second.fetch('AWAY', since);
    await second.alerts.handlers.readAlerts({ ids: null });
    second.readTeam('ana');
    await disk.clock.advance(60_000);
    expect(second.alarms).toEqual([]);
    expect(disk.kept.fired).toHaveLength(1);
    await Promise.all([first.alerts.stop(), second.alerts.stop()]);
  });

  it('is told of who joins the group while it goes on', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [OF_NIGHT_TEAM]);
    run.readTeam('ben');
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.readTeam('ben', 'ana');
    expect(run.said()).toEqual([]);
    await disk.clock.advance(5_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    await run.alerts.stop();
  });

  it('is not told of who has left the group before it was due', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [OF_NIGHT_TEAM]);
    run.readTeam('ana', 'ben');
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.readTeam('ben');
    await disk.clock.advance(60_000);
    await run.turnsTo('AWAY', 'AVAILABLE');
    expect(run.said()).toEqual([]);
    await run.alerts.stop();
  });

  it('is held only of who is in it, and leaves no timer for the rest', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [OF_NIGHT_TEAM]);
    run.readTeam('ben');
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(20_000);
    expect(disk.clock.pendingTimers).toBe(0);
    run.lose();
    await disk.clock.advance(20_000);
    expect(run.said()).toEqual([]);
    run.readTeam('ana');
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    await run.alerts.stop();
  });
});

describe('an alert that is held', () => {
  async function heldRun() {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.lose();
    await disk.clock.advance(20_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    return { ...{ disk, run, since }, handlers: run.alerts.handlers };
  }

  it('is not held for ever when its rule is removed', async () => {
    const { run, handlers } = await heldRun();
    await handlers.removeRule({ ruleId: 'away' });
    await settle();
    expect(run.said()).toEqual(['Away too long Ana Ruiz held unknown']);
    await run.alerts.stop();
  });

  it('is not held for ever when its rule is switched off', async () => {
    const { run, handlers } = await heldRun();
    await handlers.saveRule({ ...AWAY_TOO_LONG, isOn: false });
    await settle();
    expect(run.said()).toEqual(['Away too long Ana Ruiz held unknown']);
    await run.alerts.stop();
  });

  it('is not held for ever when its rule is about something else by now', async () => {
    const { run, handlers } = await heldRun();
    await handlers.saveRule({ ...AWAY_TOO_LONG, filter: 'presence:Busy' });
    await settle();
    expect(run.said()).toEqual(['Away too long Ana Ruiz held unknown']);
    await run.alerts.stop();
  });

  it('is not held for ever when its person leaves the group, and is held again when they come back', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [OF_NIGHT_TEAM]);
    run.readTeam('ana', 'ben');
    const since = disk.clock.now();
    await run.turnsTo('AVAILABLE', 'AWAY');
    run.lose();
    await disk.clock.advance(20_000);
    run.readTeam('ben');
    expect(run.said()).toEqual(['Away too long Ana Ruiz held unknown']);
    run.readTeam('ana', 'ben');
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    run.readTeam('ben');
    await run.resume();
    await run.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held unknown']);
    await run.alerts.stop();
  });

  it('is not held for ever when Vigil ends, and fires where it is found to have gone on', async () => {
    const { run, disk, since } = await heldRun();
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    await second.alerts.opened();
    expect(second.alerts.view().alerts[0]?.outcome).toMatchObject({ kind: 'held', became: 'unknown' });
    await second.resume('app/not-running');
    await second.fetch('AWAY', since);
    await disk.clock.advance(2_000);
    expect(second.said()).toEqual(['Away too long Ana Ruiz fired']);
    await Promise.all([run.alerts.stop(), second.alerts.stop()]);
  });

  it('is held as well by a rule that is saved between the drop and its refresh', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    run.lose();
    await disk.clock.advance(20_000);
    await run.resume();
    await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
    await settle();
    await disk.clock.advance(1_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    await run.alerts.stop();
  });

  it('is held on by a rule that is about as much, and is edited between the drop and its refresh', async () => {
    const { run, handlers, disk } = await heldRun();
    await run.resume();
    await handlers.saveRule({ ...AWAY_TOO_LONG, filter: 'presence:Away presence:Away' });
    await settle();
    await disk.clock.advance(1_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    await run.alerts.stop();
  });

  it('is held on where the rule that was edited still applies, and fires once', async () => {
    const { run, handlers, disk, since } = await heldRun();
    await handlers.saveRule({ ...AWAY_TOO_LONG, coolDownMs: 1_000 });
    await settle();
    await disk.clock.advance(1_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    await run.resume();
    await run.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    expect(run.alarms).toHaveLength(1);
    await run.alerts.stop();
  });
});

describe('a rule of which only the duration or the cool-down is changed', () => {
  it.each([0, 1])(
    'goes on with what a refresh has confirmed, though %i were first seen by it',
    async (firstSeen) => {
      const disk = createAlertDisk();
      const run = await alertRun(disk, [AWAY_TOO_LONG]);
      const since = disk.clock.now();
      await run.turnsTo('AVAILABLE', 'AWAY');
      await disk.clock.advance(2_000);
      run.lose();
      await disk.clock.advance(1_000);
      await run.resume();
      await run.fetch('AWAY', since);
      await run.endRefresh(firstSeen);
      await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, coolDownMs: 1_000 });
      await settle();
      await disk.clock.advance(7_000);
      expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
      await run.alerts.stop();
    },
  );

  it('goes on with what had begun before a restart', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await first.alerts.stop();
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    await second.resume('app/not-running');
    await second.fetch('AWAY', since);
    await second.endRefresh(1);
    await second.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, forMs: 20_000 });
    await settle();
    await disk.clock.advance(19_000);
    expect(second.said()).toEqual([]);
    await second.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, forMs: 15_000 });
    await settle();
    expect(second.said()).toEqual(['Away too long Ana Ruiz fired']);
    await disk.clock.advance(60_000);
    expect(second.alarms).toHaveLength(1);
    await second.alerts.stop();
  });

  it('tells of entries alone when it has no duration any more', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, forMs: 0 });
    await disk.clock.advance(60_000);
    expect(run.said()).toEqual([]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    expect(run.said()).toHaveLength(1);
    await run.alerts.stop();
  });
});
