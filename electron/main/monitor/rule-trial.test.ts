import { describe, expect, it } from 'vitest';
import type { AlertScope } from '../../../shared/model/alert.ts';
import { alertRun, AWAY_TOO_LONG, createAlertDisk, OF_NIGHT_TEAM } from '../testing/alert-run.ts';

describe('a trial', () => {
  it('says how often a rule would have fired', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    for (let round = 0; round < 3; round += 1) {
      await run.turnsTo('AVAILABLE', 'AWAY');
      await disk.clock.advance(round === 1 ? 5_000 : 15_000);
      await run.turnsTo('AWAY', 'AVAILABLE');
      await disk.clock.advance(5_000);
    }
    const trial = await run.alerts.handlers.tryRule(AWAY_TOO_LONG);
    expect(trial).toMatchObject({ fired: 2, isWhole: true });
    expect(trial.samples.map(({ position }) => position)).toEqual([5, 1]);
    await run.alerts.stop();
  });

  it('looks through the organisation that the rule is about, and through the shown one for a rule about all', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await run.turnsTo('AVAILABLE', 'AWAY');
    await disk.clock.advance(15_000);
    await run.turnsTo('AWAY', 'AVAILABLE');
    const tried = async (scope: AlertScope): Promise<string> => {
      const { profileId, fired } = await run.alerts.handlers.tryRule({ ...AWAY_TOO_LONG, scope });
      return `${profileId} ${String(fired)}`;
    };
    expect(await tried({ kind: 'everyone' })).toBe('acme 1');
    expect(await tried({ kind: 'organisation', profileId: 'acme' })).toBe('acme 1');
    expect(await tried({ kind: 'organisation', profileId: 'globex' })).toBe('globex 0');
    expect(await tried({ kind: 'agent', profileId: 'globex', userId: 'ana' })).toBe('globex 0');
    await run.alerts.stop();
  });

  it('says nothing of a group while nobody knows who is in it', async () => {
    const disk = createAlertDisk();
    const run = await alertRun(disk, []);
    await expect(run.alerts.handlers.tryRule(OF_NIGHT_TEAM)).rejects.toThrow(
      'It is not known who is in this group: its organisation is not connected, or it is no longer on the board.',
    );
    run.readTeam('ana');
    expect(await run.alerts.handlers.tryRule(OF_NIGHT_TEAM)).toMatchObject({ fired: 0 });
    await run.alerts.stop();
  });
});
