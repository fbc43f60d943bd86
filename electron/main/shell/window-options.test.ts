import { describe, expect, it } from 'vitest';
import { WEB_PREFERENCES, windowOptions } from './window-options.ts';

describe('what a page may do', () => {
  it('is exactly this', () => {
    expect(WEB_PREFERENCES).toEqual({
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
      spellcheck: false,
    });
  });

  it('cannot be changed at run time', () => {
    expect(Object.isFrozen(WEB_PREFERENCES)).toBe(true);
  });

  it('is what the window is made with, and only the preload is added', () => {
    expect(windowOptions('/preload.cjs').webPreferences).toEqual({
      ...WEB_PREFERENCES,
      preload: '/preload.cjs',
    });
  });
});
