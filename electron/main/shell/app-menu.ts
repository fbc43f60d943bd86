import type { MenuItemConstructorOptions } from 'electron';

/**
 * The menu: what people expect of the system (quit, edit, zoom), and where to read on. Reloading and developer
 * tools are left out on purpose.
 */
export function menuTemplate(options: {
  readonly platform: NodeJS.Platform;
  readonly showAbout: () => void;
  readonly openLink: (url: string) => void;
}): MenuItemConstructorOptions[] {
  const isMac = options.platform === 'darwin';
  const about: MenuItemConstructorOptions = { label: 'About Vigil', click: options.showAbout };
  return [
    isMac ? { role: 'appMenu' } : { label: '&File', submenu: [{ role: 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      role: 'help',
      submenu: [
        {
          label: 'Notifications in Genesys Cloud',
          click: () => {
            options.openLink('https://developer.genesys.cloud/notificationsalerts/notifications/');
          },
        },
        ...(isMac ? [] : [about]),
      ],
    },
  ];
}
