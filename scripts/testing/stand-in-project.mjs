// @ts-check
import { chmodSync, cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tempFolder, writeFiles } from './temp-folder.mjs';

const scriptsFolder = dirname(dirname(fileURLToPath(import.meta.url)));

// It answers the proof of the runtime; as an app it starts a child and a daemon that leaves the process group,
// prints what it was given, and waits for the signal to end unless it is told its status.
const standInElectron = `#!/bin/sh
if [ "$ELECTRON_RUN_AS_NODE" = 1 ]; then echo 45.0.0; exit 0; fi
sleep 300 &
setsid --fork sleep 300
echo "display $DISPLAY"
echo "arguments $*"
for argument; do case "$argument" in --exit=*) exit "\${argument#--exit=}";; esac; done
trap 'exit 0' INT TERM
echo ready
wait
`;

/**
 * A project folder with these very scripts in it, everything set up, and a shell script in Electron's place.
 * @param {Record<string, string>} [npmScripts]
 * @returns {{ folder: string, env: NodeJS.ProcessEnv }} the environment is one without a display
 */
export function makeStandInProject(npmScripts = {}) {
  const folder = tempFolder();
  const build = `node -e "const fs = require('fs'); for (const file of ['main/index.js', 'preload/index.cjs', 'renderer/index.html']) { fs.mkdirSync('out/' + file.split('/')[0], { recursive: true }); fs.writeFileSync('out/' + file, '') }"`;
  writeFiles(folder, {
    'package.json': JSON.stringify({ name: 'stand-in', scripts: { build, ...npmScripts } }),
    'package-lock.json': '{"packages":{}}',
    'electron.vite.config.ts': '',
    'node_modules/.package-lock.json': '{"packages":{}}',
    'runtime/version': '45.0.0',
    'runtime/electron': standInElectron,
  });
  chmodSync(join(folder, 'runtime/electron'), 0o755);
  for (const name of ['electron', 'renderer', 'shared', 'simulator', 'node_modules/node/bin']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'));
  cpSync(scriptsFolder, join(folder, 'scripts'), { recursive: true });
  return {
    folder,
    env: {
      ...process.env,
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'runtime'),
      XDG_CACHE_HOME: join(folder, 'cache'),
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
      DBUS_SESSION_BUS_ADDRESS: undefined,
      npm_lifecycle_event: undefined,
    },
  };
}
