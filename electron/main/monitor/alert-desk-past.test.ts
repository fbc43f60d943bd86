import { describe, expect, it } from 'vitest';
import { settle } from '../base/manual-clock.ts';
import { alertRun, AWAY_TOO_LONG, createAlertDisk } from '../testing/alert-run.ts';

describe('while the past is gone through', () => {
  it('a drop takes nothing from a rule that is saved meanwhile', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    const since = disk.clock.now();
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(2_000);
    const past = disk.holdPast();
    await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
    run.lose();
    await disk.clock.advance(500);
    await past.goOn();
    await disk.clock.advance(20_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
    await run.resume();
    await run.fetch('AWAY', since);
    await disk.clock.advance(2_000);
    expect(run.said()).toEqual(['Away too long Ana Ruiz fired']);
    expect(run.alarms).toHaveLength(1);
    await run.alerts.stop();
  });

  it('a drop that is over again leaves nothing sure of what was found', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(2_000);
    run.lose();
    const past = disk.holdPast();
    await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
    await disk.clock.advance(500);
    await run.resume();
    await past.goOn();
    await disk.clock.advance(20_000);
    expect(run.said()).not.toContain('Away too long Ana Ruiz fired');
    await run.fetch('AVAILABLE', disk.clock.now());
    expect(run.alarms).toEqual([]);
    await run.alerts.stop();
  });

  it('what was told of before stays known over a drop', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    expect(first.alarms).toHaveLength(1);
    const past = disk.holdPast();
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    second.lose();
    await past.goOn();
    await second.resume('app/not-running');
    await second.alerts.handlers.readAlerts({ ids: null });
    await second.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(second.alarms).toEqual([]);
    expect(disk.kept.fired).toHaveLength(1);
    const third = await alertRun(disk, [AWAY_TOO_LONG]);
    await third.resume('app/not-running');
    await third.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(third.alarms).toEqual([]);
    await Promise.all([first, second, third].map(({ alerts }) => alerts.stop()));
  });

  it('what was told of before stays known when the past cannot be read, and is looked for again', async () => {
    const disk = createAlertDisk();
    const first = await alertRun(disk, [AWAY_TOO_LONG]);
    const since = disk.clock.now();
    await first.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    const past = disk.holdPast();
    const second = await alertRun(disk, [AWAY_TOO_LONG]);
    await past.fail();
    expect(second.unexpected).toHaveLength(1);
    await second.alerts.handlers.readAlerts({ ids: null });
    await settle();
    expect(disk.kept.fired).toHaveLength(1);
    await second.resume('app/not-running');
    await second.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, name: 'Away' });
    await settle();
    await second.fetch('AWAY', since);
    await disk.clock.advance(60_000);
    expect(second.alarms).toEqual([]);
    expect(disk.kept.fired).toHaveLength(1);
    await Promise.all([first.alerts.stop(), second.alerts.stop()]);
  });

  it('what this run has heard stays sure where the past had to be looked for again', async () => {
    const disk = createAlertDisk();
    const past = disk.holdPast();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await past.fail();
    await disk.clock.advance(1_000);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(5_000);
    await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, name: 'Away' });
    await settle();
    await disk.clock.advance(5_000);
    expect(run.said()).toEqual(['Away Ana Ruiz fired']);
    await run.alerts.stop();
  });

  it('what a rule was told of by is not told again when it is edited', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    const past = disk.holdPast();
    await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, filter: 'presence:Away presence:Away' });
    await run.alerts.handlers.readAlerts({ ids: null });
    await settle();
    expect(disk.kept.fired).toHaveLength(1);
    await past.goOn();
    await disk.clock.advance(60_000);
    expect(run.alarms).toHaveLength(1);
    await run.alerts.stop();
  });
});

describe.each(['at once', 'then'] as const)(
  'a refresh that ends while the past is gone through, read %s',
  (read) => {
    /** Ana is Away for so long when Vigil ends, and still is in the next run of it. */
    async function restarted(awayMs: number) {
      const disk = createAlertDisk();
      const first = await alertRun(disk, [AWAY_TOO_LONG]);
      const since = disk.clock.now();
      await first.turnsTo('AVAILABLE', 'AWAY');
      await disk.clock.advance(awayMs);
      await first.alerts.stop();
      await disk.clock.advance(2_000);
      const past = disk.holdPast(read);
      const second = await alertRun(disk, [AWAY_TOO_LONG]);
      await second.resume('app/not-running');
      await second.fetch('AWAY', since);
      await second.endRefresh(1);
      await past.goOn();
      return { disk, second, since };
    }

    it('takes nothing from what had begun before a restart', async () => {
      const { disk, second } = await restarted(5_000);
      await disk.clock.advance(60_000);
      expect(second.said()).toEqual(['Away too long Ana Ruiz fired']);
      await second.alerts.stop();
    });

    it('has nothing told twice, over as many restarts as there are', async () => {
      const { disk, second, since } = await restarted(15_000);
      await second.alerts.handlers.readAlerts({ ids: null });
      await settle();
      expect(disk.kept.fired).toHaveLength(1);
      await second.alerts.stop();
      const third = await alertRun(disk, [AWAY_TOO_LONG]);
      await third.resume('app/not-running');
      await third.fetch('AWAY', since);
      await third.endRefresh(1);
      await third.turnsTo('AWAY', 'AWAY');
      await disk.clock.advance(60_000);
      expect([...second.alarms, ...third.alarms]).toEqual([]);
      await third.alerts.stop();
    });

    it('takes nothing from rules that are saved in a drop, of which one waits for the other', async () => {
      const disk = createAlertDisk();
      const run = await alertRun(disk, []);
      const since = disk.clock.now();
      await run.turnsTo('AVAILABLE', 'AWAY');
      await disk.clock.advance(2_000);
      run.lose();
      await disk.clock.advance(2_000);
      const past = disk.holdPast(read);
      await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
      await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, id: 'gone', name: 'Gone' });
      await run.resume();
      await run.fetch('AWAY', since);
      await run.endRefresh(1);
      await past.goOn();
      await settle();
      await disk.clock.advance(60_000);
      expect([...run.said()].sort()).toEqual(['Away too long Ana Ruiz fired', 'Gone Ana Ruiz fired']);
      await run.alerts.stop();
    });

    it('proves nothing of the time after another drop', async () => {
      const disk = createAlertDisk();
      const run = await alertRun(disk, []);
      const since = disk.clock.now();
      await run.turnsTo('AVAILABLE', 'AWAY');
      await disk.clock.advance(2_000);
      run.lose();
      await run.resume();
      const past = disk.holdPast(read);
      await run.alerts.handlers.saveRule(AWAY_TOO_LONG);
      await run.fetch('AWAY', since);
      await disk.clock.advance(1_000);
      run.lose();
      await disk.clock.advance(1_000);
      await run.resume();
      await past.goOn();
      await disk.clock.advance(60_000);
      expect(run.said()).toEqual(['Away too long Ana Ruiz held open']);
      await run.alerts.stop();
    });
  },
);

it('what began before a restart is told of after the next one, though the refresh between them did not confirm it', async () => {
  const disk = createAlertDisk();
  const since = disk.clock.now();
  const first = await alertRun(disk, [AWAY_TOO_LONG]);
  await first.turnsTo('AVAILABLE', 'AWAY');
  await disk.clock.advance(2_000);
  await first.alerts.stop();
  for (let restart = 1; restart <= 2; restart += 1) {
    const run = await alertRun(disk, [AWAY_TOO_LONG]);
    await run.resume('app/not-running');
    await run.fetch('AWAY', since);
    await run.endRefresh(1);
    await disk.clock.advance(restart === 1 ? 2_000 : 60_000);
    expect(run.said()).toEqual(restart === 1 ? [] : ['Away too long Ana Ruiz fired']);
    await run.alerts.stop();
  }
});

it('what a rule told of while its change waits for its turn is not told again where the past cannot be read', async () => {
  const disk = createAlertDisk();
  const run = await alertRun(disk, [AWAY_TOO_LONG]);
  const other = disk.holdPast();
  await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, id: 'busy', filter: 'presence:Busy' });
  const past = disk.holdPast();
  await run.alerts.handlers.saveRule({ ...AWAY_TOO_LONG, filter: 'presence:Away presence:Away' });
  await run.turnsTo('AVAILABLE', 'AWAY');
  await disk.clock.advance(15_000);
  expect(run.alarms).toHaveLength(1);
  await other.goOn();
  await past.fail();
  await disk.clock.advance(60_000);
  expect(run.unexpected).toHaveLength(1);
  expect(run.alarms).toHaveLength(1);
  await run.alerts.stop();
});
