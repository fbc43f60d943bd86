import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, describe, expect, it } from 'vitest';
import { speakLanguage } from '../../../shared/text/languages.ts';
import { menuTemplate } from './app-menu.ts';

afterEach(() => {
  speakLanguage('en');
});

const menu = (platform: NodeJS.Platform): readonly MenuItemConstructorOptions[] =>
  menuTemplate({
    platform,
    showAbout: () => undefined,
    showLog: () => undefined,
    openLink: () => undefined,
  });

function labelsOf(items: readonly MenuItemConstructorOptions[]): readonly (string | undefined)[] {
  return items
    .filter(({ type }) => type !== 'separator')
    .flatMap(({ label, submenu }) => [label, ...(Array.isArray(submenu) ? labelsOf(submenu) : [])]);
}

describe('the menu', () => {
  it.each(['linux', 'win32', 'darwin'] as const)('names everything itself on %s', (platform) => {
    const labels = labelsOf(menu(platform));
    expect(labels).not.toContain(undefined);
    expect(labels).toContain('Select All');
  });

  it('speaks German', () => {
    speakLanguage('de');
    expect(menu('linux').map(({ label }) => label)).toEqual(['&Datei', '&Bearbeiten', '&Ansicht', '&Hilfe']);
    expect(labelsOf(menu('darwin'))).toContain('Alles auswählen');
  });
});
