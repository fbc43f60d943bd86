import type { MonitorBridge } from '../../shared/ipc/contract.ts';
import type { Stores } from './stores/stores.ts';

/** Opens the view that was used last, once it is known, and remembers from then on which one is used. */
export function startLastView(
  bridge: Pick<MonitorBridge, 'setLastView'>,
  { session, shell }: Pick<Stores, 'session' | 'shell'>,
): void {
  const stopWaiting = session.subscribe(({ loading, settings }) => {
    if (loading !== 'ready') return;
    stopWaiting();
    shell.setState({ view: settings.lastView });
    shell.subscribe(({ view }, former) => {
      // Where it cannot be stored, the settings say so by themselves.
      if (view !== former.view) void bridge.setLastView({ view });
    });
  });
}
