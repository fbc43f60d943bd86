import type { IpcRenderer, IpcRendererEvent } from 'electron';
import {
  PUSH_NAMES,
  pushChannel,
  requestChannel,
  VERBS,
  type Answer,
  type Argument,
  type MonitorBridge,
  type Verb,
} from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/model/result.ts';

/** The part of Electron's `ipcRenderer` that is used. */
export type Ipc = Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>;

type Asked = { [V in Verb]: (argument: Argument<V>) => Promise<Result<Answer<V>>> };

/**
 * What the window gets to see of the main process: verbs and pushes. Neither Electron nor its event objects pass
 * through, and no channel can be named that is not in the contract.
 */
export function createBridge(ipc: Ipc): MonitorBridge {
  const asked = Object.fromEntries(
    VERBS.map((verb): [string, unknown] => [
      verb,
      (argument: unknown) => ipc.invoke(requestChannel(verb), argument),
    ]),
  );
  if (!isWhole(asked)) throw new TypeError('A verb is missing.');

  return Object.freeze<MonitorBridge>({
    ...asked,
    on: (name, listener) => {
      if (!PUSH_NAMES.includes(name)) throw new TypeError('There is no such push.');
      const forward = (_event: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => {
        listener(payload);
      };
      ipc.on(pushChannel(name), forward);
      return () => {
        ipc.removeListener(pushChannel(name), forward);
      };
    },
  });
}

/** Verbs are named once, in the contract: the bridge stays small, whatever there is to ask. */
function isWhole(asked: Readonly<Record<string, unknown>>): asked is Asked {
  return VERBS.every((verb) => typeof asked[verb] === 'function');
}
