import type { MenuItemConstructorOptions } from 'electron';
import { t } from '../../../shared/text/t.ts';

type Items = MenuItemConstructorOptions[];

/**
 * The menu: what people expect of the system (quit, edit, zoom), and where to read on. Reloading and developer
 * tools are left out on purpose. Electron has names for what the system does in English only, so all are named here.
 */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly showAbout: () => void;
  readonly showLog: () => void;
  readonly openLink: (url: string) => void;
}): Items {
  const isMac = options.platform === 'darwin';
  return [
    isMac ? macAppMenu() : { label: t('&File'), submenu: [{ role: 'quit', label: t('Quit') }] },
    { label: t('&Edit'), submenu: editItems() },
    { label: t('&View'), submenu: viewItems() },
    ...(isMac ? [macWindowMenu()] : []),
    {
      role: 'help',
      label: t('&Help'),
      submenu: [
        {
          label: t('Notifications in Genesys Cloud'),
          click: () => {
            options.openLink('https://developer.genesys.cloud/notificationsalerts/notifications/');
          },
        },
        { label: t('Show the Log'), click: options.showLog },
        ...(isMac ? [] : [{ label: t('About Vigil'), click: options.showAbout }]),
      ],
    },
  ];
}

const macAppMenu = (): MenuItemConstructorOptions => ({
  label: 'Vigil',
  submenu: [
    { role: 'about', label: t('About Vigil') },
    { type: 'separator' },
    { role: 'services', label: t('Services') },
    { type: 'separator' },
    { role: 'hide', label: t('Hide Vigil') },
    { role: 'hideOthers', label: t('Hide Others') },
    { role: 'unhide', label: t('Show All') },
    { type: 'separator' },
    { role: 'quit', label: t('Quit Vigil') },
  ],
});

const editItems = (): Items => [
  { role: 'undo', label: t('Undo') },
  { role: 'redo', label: t('Redo') },
  { type: 'separator' },
  { role: 'cut', label: t('Cut') },
  { role: 'copy', label: t('Copy') },
  { role: 'paste', label: t('Paste') },
  { role: 'delete', label: t('Delete') },
  { type: 'separator' },
  { role: 'selectAll', label: t('Select All') },
];

const viewItems = (): Items => [
  { role: 'resetZoom', label: t('Actual Size') },
  { role: 'zoomIn', label: t('Zoom In') },
  // On most keyboards the plus needs Shift, and people press the key without.
  { role: 'zoomIn', label: t('Zoom In'), accelerator: 'CommandOrControl+=', visible: false },
  { role: 'zoomOut', label: t('Zoom Out') },
  { type: 'separator' },
  { role: 'togglefullscreen', label: t('Full Screen') },
];

const macWindowMenu = (): MenuItemConstructorOptions => ({
  role: 'windowMenu',
  label: t('Window'),
  submenu: [
    { role: 'minimize', label: t('Minimise') },
    { role: 'zoom', label: t('Zoom') },
    { type: 'separator' },
    { role: 'front', label: t('Bring All to Front') },
  ],
});
