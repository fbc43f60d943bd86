import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { guardAllContents, guardContents, guardSession } from './guard.ts';

/** Every permission that Electron has asked about so far, and one that it may invent. */
const PERMISSIONS = [
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'fullscreen',
  'geolocation',
  'idle-detection',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'pointerLock',
  'keyboardLock',
  'openExternal',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'window-management',
  'unknown',
  'fileSystem',
  'hid',
  'serial',
  'usb',
  'deprecated-sync-clipboard-read',
  'background-sync',
  'something-new',
];

interface WindowOpen {
  (details: { readonly url: string }): { readonly action: string };
}

function fakeContents() {
  const emitter = new EventEmitter();
  let openHandler: WindowOpen = () => ({ action: 'allow' });
  const contents = Object.assign(emitter, {
    setWindowOpenHandler: (handler: WindowOpen) => {
      openHandler = handler;
    },
  }) as unknown as WebContents;
  return { contents, emitter, open: (url: string) => openHandler({ url }) };
}

/** Emits an event and says whether it was prevented. */
function isPrevented(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  let prevented = false;
  emitter.emit(name, { preventDefault: () => (prevented = true) }, ...rest);
  return prevented;
}

describe('the guard of a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s',
    (name) => {
      const { contents, emitter } = fakeContents();
      guardContents(contents, () => undefined);
      expect(isPrevented(emitter, name, 'app://monitor/')).toBe(true);
    },
  );

  it('denies every new window and passes its address on to be judged', () => {
    const { contents, open } = fakeContents();
    const asked: string[] = [];
    guardContents(contents, (url) => asked.push(url));
    expect(open('https://help.genesys.cloud/')).toEqual({ action: 'deny' });
    expect(open('app://monitor/')).toEqual({ action: 'deny' });
    expect(asked).toEqual(['https://help.genesys.cloud/', 'app://monitor/']);
  });

  it('covers every page that is ever made', () => {
    const app = new EventEmitter();
    guardAllContents(app as unknown as App, () => undefined);
    const { contents, emitter, open } = fakeContents();
    app.emit('web-contents-created', {}, contents);
    expect(isPrevented(emitter, 'will-navigate')).toBe(true);
    expect(open('https://example.com')).toEqual({ action: 'deny' });
  });
});

function fakeSession() {
  const emitter = new EventEmitter();
  type RequestHandler = (contents: null, permission: string, answer: (granted: boolean) => void) => void;
  type CheckHandler = (contents: null, permission: string) => boolean;
  type DeviceHandler = (details: { deviceType: string }) => boolean;
  type BeforeRequest = (details: { url: string }, answer: (decision: { cancel?: boolean }) => void) => void;
  let onRequest: RequestHandler = (_contents, _permission, answer) => {
    answer(true);
  };
  let onCheck: CheckHandler = () => true;
  let onDevice: DeviceHandler = () => true;
  let beforeRequest: BeforeRequest = (_details, answer) => {
    answer({ cancel: false });
  };
  let spellingLanguages: readonly string[] = ['en-US'];
  const session = Object.assign(emitter, {
    setSpellCheckerLanguages: (languages: readonly string[]) => (spellingLanguages = languages),
    setPermissionRequestHandler: (handler: RequestHandler) => (onRequest = handler),
    setPermissionCheckHandler: (handler: CheckHandler) => (onCheck = handler),
    setDevicePermissionHandler: (handler: DeviceHandler) => (onDevice = handler),
    webRequest: { onBeforeRequest: (handler: BeforeRequest) => (beforeRequest = handler) },
  }) as unknown as Session;
  return {
    session,
    emitter,
    spellingLanguages: () => spellingLanguages,
    isGranted: (permission: string): boolean => {
      let granted = true;
      onRequest(null, permission, (answer) => (granted = answer));
      return granted;
    },
    passesCheck: (permission: string) => onCheck(null, permission),
    allowsDevice: (deviceType: string) => onDevice({ deviceType }),
    isCancelled: (url: string): boolean => {
      let cancelled: boolean | undefined;
      beforeRequest({ url }, ({ cancel }) => (cancelled = cancel));
      return cancelled ?? false;
    },
  };
}

describe('the guard of the session', () => {
  it.each(PERMISSIONS)('denies %s, asked for or checked', (permission) => {
    const { session, isGranted, passesCheck } = fakeSession();
    guardSession(session, 'app://monitor/');
    expect(isGranted(permission)).toBe(false);
    expect(passesCheck(permission)).toBe(false);
  });

  it.each(['hid', 'serial', 'usb'])('denies %s devices', (device) => {
    const { session, allowsDevice } = fakeSession();
    guardSession(session, 'app://monitor/');
    expect(allowsDevice(device)).toBe(false);
  });

  it('fetches no dictionaries', () => {
    const { session, spellingLanguages } = fakeSession();
    guardSession(session, 'app://monitor/');
    expect(spellingLanguages()).toEqual([]);
  });

  it('prevents downloads', () => {
    const { session, emitter } = fakeSession();
    guardSession(session, 'app://monitor/');
    expect(isPrevented(emitter, 'will-download')).toBe(true);
  });

  it.each([
    ['app://monitor/assets/a.js', false],
    ['app://monitor/', false],
    ['app://monitor.evil.example/', true],
    ['https://example.com/', true],
    ['https://example.com/?app://monitor/', true],
    ['http://127.0.0.1:1/', true],
    ['wss://streaming.mypurecloud.ie/', true],
    ['file:///etc/passwd', true],
  ])('with a request to %s: cancelled is %s', (url, cancelled) => {
    const { session, isCancelled } = fakeSession();
    guardSession(session, 'app://monitor/');
    expect(isCancelled(url)).toBe(cancelled);
  });
});
