/**
 * Everything the window may not do, in one place. The page is a fixed set of files and needs none of this, so
 * every answer is no, without exceptions that could be got wrong.
 * Source of the list: Electron's security checklist, items 5 and 12 to 15.
 */
import type { App, Session, WebContents } from 'electron';

const prevent = (event: { readonly preventDefault: () => void }): void => {
  event.preventDefault();
};

/** Guards every page of this app, present and future, also one that nobody meant to make. */
export function guardAllContents(app: App, openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    guardContents(contents, openLink);
  });
}

/** @param openLink Is handed the address of each window that the page asks for; none is made. */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  // A page never leaves itself: not by a link, a form, a script or a redirect, nor in a frame.
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

/** @param pageUrl Where the page's own files are; it may load nothing from anywhere else. */
export function guardSession(session: Session, pageUrl: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', prevent);
  // Else Chromium fetches dictionaries from its maker by itself, past everything below; that the checker is off
  // does not keep it from that.
  session.setSpellCheckerLanguages([]);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !url.startsWith(pageUrl) });
  });
}
