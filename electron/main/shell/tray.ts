import { app, Menu, nativeImage, Tray, type NativeImage } from 'electron';
import { spokenLanguage, t } from '../../../shared/text/t.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import { drawTrayIcon } from './tray-icon.ts';
import type { TrayShape, TrayView } from './tray-view.ts';

export interface VigilTray {
  readonly show: (view: TrayView) => void;
  readonly close: () => void;
}

const HOUR_MS = 3_600_000;

/** Puts Vigil into the tray. Where the desktop has none, Vigil goes on without. */
export function openTray(options: {
  readonly openWindow: () => void;
  /** For so long; null ends it. */
  readonly pauseAlerts: (forMs: number | null) => void;
  readonly log: Logger;
}): VigilTray {
  let tray: Tray | null = null;
  let shown = '';

  function show(view: TrayView): void {
    // A menu that is open would close whenever it is made anew.
    const key = JSON.stringify([view, spokenLanguage()]);
    if (key === shown) return;
    shown = key;
    const image = imageOf(view.shape);
    if (tray === null) {
      tray = new Tray(image);
      // Linux tells of no click where it has a menu to open.
      tray.on('click', options.openWindow);
    } else tray.setImage(image);
    tray.setToolTip(t('Vigil: {state}', { state: view.lines.join(' · ') }));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        ...view.lines.map((label) => ({ label, enabled: false })),
        { type: 'separator' },
        { label: t('Open Vigil'), click: options.openWindow },
        {
          label: view.areAlertsPaused ? t('End the pause of alerts') : t('Pause alerts for an hour'),
          click: () => {
            options.pauseAlerts(view.areAlertsPaused ? null : HOUR_MS);
          },
        },
        {
          label: t('Quit Vigil'),
          click: () => {
            app.quit();
          },
        },
      ]),
    );
  }

  return {
    show: (view) => {
      try {
        show(view);
      } catch (thrown) {
        options.log('info', 'The desktop has no tray for Vigil', thrownFields(thrown));
      }
    },
    close: () => {
      tray?.destroy();
      tray = null;
    },
  };
}

function imageOf(shape: TrayShape): NativeImage {
  const isMac = process.platform === 'darwin';
  const { pixels, sizePx } = drawTrayIcon(shape, 32, isMac);
  const image = nativeImage.createFromBitmap(Buffer.from(pixels), {
    width: sizePx,
    height: sizePx,
    scaleFactor: isMac ? 2 : 1,
  });
  image.setTemplateImage(isMac);
  return image;
}
