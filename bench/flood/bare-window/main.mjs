// @ts-check
/**
 * The least that could show a flood: a socket, `JSON.parse`, a push a frame, and a page that appends lines. It stores,
 * compares and names nothing.
 *
 *     electron bench/flood/bare-window SOCKET_URL
 */
import { fileURLToPath } from 'node:url';
// eslint-disable-next-line no-restricted-imports -- an app of its own, to compare with
import { app, BrowserWindow } from 'electron';
import { WebSocket } from 'ws';

const FRAME_MS = 16;
const url = process.argv.at(-1) ?? '';

/** @typedef {{ at: number, topic: string, change: string }} Line */

async function start() {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { nodeIntegration: true, contextIsolation: false },
  });
  await window.loadFile(fileURLToPath(new URL('page.html', import.meta.url)));
  /** @type {Line[]} */
  let waiting = [];
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('message', (data) => {
    const { topicName, eventBody } = JSON.parse(String(data));
    waiting.push({ at: Date.now(), topic: topicName, change: eventBody.presenceDefinition.systemPresence });
  });
  setInterval(() => {
    if (waiting.length === 0) return;
    window.webContents.send('events', waiting);
    waiting = [];
  }, FRAME_MS);
}

app.on('window-all-closed', () => {
  app.quit();
});
// Electron is not ready before this file has been run, so nothing here may wait for it.
app.whenReady().then(start, (error) => {
  process.stderr.write(`${error}\n`);
});
