import { expect, test } from './attacked.ts';

/** Each asks for something that a page may ask for, and says how it was answered. */
const REQUESTS: [string, string, RegExp][] = [
  ['notifications', 'Notification.requestPermission()', /^denied$/],
  [
    'camera and microphone',
    'navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => "granted", (error) => error.name)',
    /^NotAllowedError$/,
  ],
  [
    'the screen',
    'navigator.mediaDevices.getDisplayMedia().then(() => "granted", (error) => error.name)',
    /^(NotAllowedError|NotSupportedError|InvalidStateError)$/,
  ],
  [
    'the place',
    'new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve("granted"), (error) => resolve(`refused ${error.code}`)))',
    /^refused 1$/,
  ],
  [
    'reading the clipboard',
    'navigator.clipboard.readText().then(() => "granted", (error) => error.name)',
    /^NotAllowedError$/,
  ],
  [
    'writing the clipboard',
    'navigator.clipboard.writeText("x").then(() => "granted", (error) => error.name)',
    /^NotAllowedError$/,
  ],
  [
    'MIDI',
    'navigator.requestMIDIAccess({ sysex: true }).then(() => "granted", (error) => error.name)',
    /^(NotAllowedError|SecurityError)$/,
  ],
  [
    'fonts of this computer',
    'Promise.resolve().then(() => queryLocalFonts()).then((fonts) => `granted ${fonts.length}`, (error) => error.name)',
    /^(NotAllowedError|SecurityError|granted 0)$/,
  ],
];

for (const [name, code, answer] of REQUESTS) {
  test(`the page is denied ${name}`, async ({ vigil }) => {
    expect(await vigil.page.evaluate<string>(code)).toMatch(answer);
  });
}

test('every permission that can be asked about is denied', async ({ vigil }) => {
  const states = await vigil.page.evaluate<string[]>(`Promise.all(
    ['notifications', 'geolocation', 'camera', 'microphone', 'clipboard-read', 'clipboard-write', 'midi', 'local-fonts',
     'persistent-storage', 'idle-detection', 'window-management', 'background-sync'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => name + ' ' + state, () => name + ' unknown')))`);
  expect(states.filter((state) => !/ (denied|unknown)$/.test(state))).toEqual([]);
});

test('nothing can be downloaded', async ({ vigil }) => {
  const { app, page } = vigil;
  const prevented = app.evaluate(
    ({ session }) =>
      new Promise<boolean>((resolve) => {
        session.defaultSession.once('will-download', (event) => {
          resolve(event.defaultPrevented);
        });
      }),
  );
  await page.evaluate(`(() => {
    const link = document.createElement('a');
    Object.assign(link, { href: 'index.html', download: 'page.html' });
    link.click();
  })()`);
  expect(await prevented).toBe(true);
});
