import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/**
 * What a page of this app may do, spelled out although most of it is Electron's default: the defaults may
 * change, and a reader should not have to know them.
 * Source: Electron's security checklist, items 2 to 9 and 12.
 */
export const WEB_PREFERENCES = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // It would fetch dictionaries, and the page types nothing but names and ids.
  spellcheck: false,
} satisfies WebPreferences);

export function windowOptions(preloadPath: string): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    // Shown when the page has drawn itself, so that nobody sees a white flash.
    show: false,
    title: 'Vigil',
    webPreferences: { ...WEB_PREFERENCES, preload: preloadPath },
  };
}
