import { BrowserWindow, dialog } from 'electron';
import { t } from '../../../shared/text/t.ts';
import type { ChooseFile } from '../monitor/monitor.ts';

const filters = () => ({
  session: [{ name: t('Vigil session'), extensions: ['ndjson'] }],
  csv: [{ name: t('Table'), extensions: ['csv'] }],
  har: [{ name: t('HTTP archive'), extensions: ['har'] }],
});

/** Asks by the dialogs of the operating system. They also ask whether a file that is there may be replaced. */
export const chooseFile: ChooseFile = {
  toSave: async (suggestedName, format) => {
    const options: Electron.SaveDialogOptions = {
      title: t('Export'),
      defaultPath: suggestedName,
      filters: filters()[format],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    };
    const window = BrowserWindow.getFocusedWindow();
    const chosen = await (window === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(window, options));
    return chosen.canceled || chosen.filePath === '' ? null : chosen.filePath;
  },
  toOpen: async () => {
    const options: Electron.OpenDialogOptions = {
      title: t('Open a session'),
      filters: [
        { name: t('Vigil session'), extensions: ['ndjson', 'gz'] },
        { name: t('All files'), extensions: ['*'] },
      ],
      properties: ['openFile'],
    };
    const window = BrowserWindow.getFocusedWindow();
    const chosen = await (window === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(window, options));
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  },
};
