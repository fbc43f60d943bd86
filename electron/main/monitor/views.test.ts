import { expect, it } from 'vitest';
import { createSettingsStore } from '../settings/settings-store.ts';
import { FIRST_SETTINGS } from '../settings/settings.ts';
import { createViews } from './views.ts';

it('saves views, replaces and removes them, and refuses what cannot be read', async () => {
  const settings = createSettingsStore({ initial: FIRST_SETTINGS, save: () => Promise.resolve() });
  const views = createViews(async (change) => {
    await settings.update(change);
  });
  await views.saveView({ name: 'Away', filter: 'presence:Away' });
  await views.saveView({ name: 'away', filter: 'presence:Away for:>10m' });
  expect(settings.current().views).toEqual([{ name: 'away', filter: 'presence:Away for:>10m' }]);
  await expect(views.saveView({ name: 'x', filter: 'presence:' })).rejects.toMatchObject({
    error: { code: 'input/invalid', message: 'This filter cannot be saved: A value is missing here.' },
  });
  await views.removeView({ name: 'AWAY' });
  expect(settings.current().views).toEqual([]);
});
