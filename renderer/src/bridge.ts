import type { MonitorBridge } from '../../shared/ipc/contract.ts';

declare global {
  interface Window {
    readonly monitor?: MonitorBridge;
  }
}

/**
 * The one way out of the window: what the preload exposed. Nothing else in the renderer touches `window.monitor`.
 * @throws when the page runs without its preload, where it could do nothing at all.
 */
export function openBridge(): MonitorBridge {
  const { monitor } = window;
  if (monitor === undefined)
    throw new Error('The page was opened outside Vigil: its preload script did not run.');
  return monitor;
}
