import type { IpcRenderer, IpcRendererEvent } from 'electron';
import {
  PUSH_NAMES,
  pushChannel,
  requestChannel,
  type Answer,
  type Argument,
  type MonitorBridge,
  type Verb,
} from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/model/result.ts';

/** The part of Electron's `ipcRenderer` that is used. */
export type Ipc = Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>;

/**
 * What the window gets to see of the main process: verbs and pushes. Neither Electron nor its event objects pass
 * through, and no channel can be named that is not in the contract.
 */
export function createBridge(ipc: Ipc): MonitorBridge {
  const request =
    <V extends Verb>(verb: V) =>
    (argument: Argument<V>): Promise<Result<Answer<V>>> =>
      ipc.invoke(requestChannel(verb), argument);

  return Object.freeze<MonitorBridge>({
    getSnapshot: request('getSnapshot'),
    saveProfile: request('saveProfile'),
    removeProfile: request('removeProfile'),
    testConnection: request('testConnection'),
    checkPath: request('checkPath'),
    connect: request('connect'),
    disconnect: request('disconnect'),
    tryNow: request('tryNow'),
    listTopics: request('listTopics'),
    setTopics: request('setTopics'),
    queryEntries: request('queryEntries'),
    setTheme: request('setTheme'),
    dismissNotice: request('dismissNotice'),
    copyText: request('copyText'),
    pullLever: request('pullLever'),
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
