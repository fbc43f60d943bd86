import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { VERBS } from '../../shared/ipc/contract.ts';
import { expect, test } from './attacked.ts';
import { PROJECT_FOLDER } from '../vigil.ts';

test('the page has nothing of Node or Electron, and one key of its own: monitor', async ({ vigil }) => {
  const { page } = vigil;
  const kinds = await page.evaluate<string[]>(
    '[typeof require, typeof process, typeof module, typeof Buffer, typeof global, typeof electron, typeof __dirname]',
  );
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
  // An empty frame has every key that Chromium gives to a page, and no preload.
  const surplus = await page.evaluate<string[]>(`(() => {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const known = new Set(Object.getOwnPropertyNames(frame.contentWindow));
    frame.remove();
    return Object.getOwnPropertyNames(window).filter((name) => !known.has(name) && !/^\\d+$/.test(name));
  })()`);
  expect(surplus).toEqual(['monitor']);
});

test('the bridge offers the verbs of the contract and cannot be changed', async ({ vigil }) => {
  const { page } = vigil;
  expect(await page.evaluate<string[]>('Object.keys(monitor).sort()')).toEqual([...VERBS, 'on'].sort());
  const outcome = await page.evaluate(`(() => {
    'use strict';
    const attempts = [
      () => { monitor.getSnapshot = () => 'forged'; },
      () => { monitor.extra = 1; },
      () => { delete monitor.on; },
      () => { window.monitor = {}; },
    ];
    return attempts.map((attempt) => {
      try { attempt(); return 'done'; } catch (error) { return error.name; }
    });
  })()`);
  expect(outcome).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  expect(await page.evaluate('Object.isFrozen(monitor)')).toBe(true);
});

test('the window runs with the preferences of the checklist', async ({ vigil }) => {
  // Electron keeps this method for itself, and has it since long.
  interface Inspectable {
    readonly getLastWebPreferences: () => Readonly<Record<string, unknown>>;
  }
  const preferences = await vigil.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as unknown as Inspectable).getLastWebPreferences(),
    ),
  );
  expect(preferences).toHaveLength(1);
  expect(preferences[0]).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  });
});

test('the page process is confined by the system', async ({ vigil }, testInfo) => {
  const isSwitchedOff = await vigil.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'));
  const isLinux = process.platform === 'linux';
  testInfo.annotations.push({
    type: 'sandbox',
    description: isSwitchedOff ? 'off: not available to root, or forbidden by this system' : 'on',
  });
  test.skip(
    isSwitchedOff || !isLinux,
    'the sandbox cannot run here (root, or forbidden by the system), or cannot be read (only Linux tells)',
  );
  const processId = await vigil.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  const status = await readFile(`/proc/${String(processId)}/status`, 'utf8');
  expect(status).toMatch(/^Seccomp:\s+2$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
});

test('the preload is one small file that requires only electron', async () => {
  const bundle = await readFile(join(PROJECT_FOLDER, 'out/preload/index.cjs'), 'utf8');
  expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(3_000);
  const required = [...bundle.matchAll(/\b(?:require|import)\s*\(?\s*["'`]([^"'`]+)["'`]/g)].map(
    ([, name]) => name,
  );
  expect(required).toEqual(['electron']);
});
