// @ts-check
import { expect, test } from 'vitest';
import { electronSwitches, hasDisplay, headlessFlags } from './choice.mjs';

test('Linux has a display when X11 or Wayland says so; other systems always have one', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
  expect(hasDisplay('win32', {})).toBe(true);
});

test('the sandbox is switched off for root on Linux, and for nobody else', () => {
  const env = { DISPLAY: ':0' };
  expect(electronSwitches({ platform: 'linux', isRoot: true, env })).toEqual(['--no-sandbox']);
  expect(electronSwitches({ platform: 'linux', isRoot: false, env })).toEqual([]);
  expect(electronSwitches({ platform: 'darwin', isRoot: true, env: {} })).toEqual([]);
});

test('Wayland is asked for only where there is nothing else', () => {
  const switches = (/** @type {NodeJS.ProcessEnv} */ env) =>
    electronSwitches({ platform: 'linux', isRoot: false, env });
  expect(switches({ WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['--ozone-platform=wayland']);
  expect(switches({ WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toEqual([]);
});

test('a run that nobody sees prints and takes a picture, unless the user says otherwise', () => {
  const situation = { pictures: '/pictures', now: new Date('2026-01-02T03:04:05.678Z') };
  const picture = '--screenshot=/pictures/vigil-2026-01-02T03-04-05.png';
  expect(headlessFlags({ ...situation, userArgs: [] })).toEqual(['--console', picture]);
  expect(headlessFlags({ ...situation, userArgs: ['--screenshot=/tmp/a.png'] })).toEqual(['--console']);
  expect(headlessFlags({ ...situation, userArgs: ['--console', '--other'] })).toEqual([picture]);
});
