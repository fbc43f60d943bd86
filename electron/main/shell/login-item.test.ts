import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLoginItems } from './login-item.ts';

type Options = Parameters<typeof createLoginItems>[0];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-login-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** An Electron that remembers what it was told. */
function fakeApp(isPackaged: boolean) {
  const told: unknown[] = [];
  let openAtLogin = false;
  const app = {
    isPackaged,
    getLoginItemSettings: () => ({ openAtLogin }),
    setLoginItemSettings: (settings: { openAtLogin?: boolean }) => {
      told.push(settings);
      openAtLogin = settings.openAtLogin === true;
    },
  } as unknown as Options['app'];
  return { app, told };
}

const create = (part: Partial<Options>): ReturnType<typeof createLoginItems> =>
  createLoginItems({
    app: fakeApp(true).app,
    platform: 'linux',
    program: '/opt/Vigil/vigil',
    args: [],
    configFolder: folder,
    ...part,
  });

describe('starting at login', () => {
  it('says why it cannot when Vigil is not installed', async () => {
    const items = create({ app: fakeApp(false).app });
    expect(await items.read()).toMatchObject({ canChange: false });
    expect(await items.set(true)).toMatchObject({ canChange: false });
  });

  it('is asked of the system where it has a way of its own, out of sight', async () => {
    const { app, told } = fakeApp(true);
    const items = create({ app, platform: 'win32', args: ['--data-dir=D:\\v'] });
    expect(await items.read()).toEqual({ canChange: true, isOn: false });
    expect(await items.set(true)).toEqual({ canChange: true, isOn: true });
    const args = ['--data-dir=D:\\v', '--hidden'];
    expect(told).toEqual([{ openAtLogin: true, path: '/opt/Vigil/vigil', args }]);
  });

  it('is a file in the autostart folder on Linux, and gone when it is not wanted', async () => {
    const items = create({});
    expect(await items.read()).toEqual({ canChange: true, isOn: false });
    expect(await items.set(true)).toEqual({ canChange: true, isOn: true });
    const path = join(folder, 'autostart/vigil.desktop');
    expect(await readFile(path, 'utf8')).toContain('Exec="/opt/Vigil/vigil" "--hidden"\n');
    await writeFile(path, '[Desktop Entry]\nHidden=true\n');
    expect(await items.read()).toEqual({ canChange: true, isOn: false });
    expect(await items.set(false)).toEqual({ canChange: true, isOn: false });
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('starts a program whatever characters its path has', async () => {
    await create({ program: '/opt/My "Vigil" $1 100%/a\\b' }).set(true);
    const text = await readFile(join(folder, 'autostart/vigil.desktop'), 'utf8');
    expect(text).toContain(String.raw`Exec="/opt/My \\"Vigil\\" \\$1 100%%/a\\\\b" "--hidden"`);
  });

  it('says which folder refuses', async () => {
    const configFolder = join(folder, 'file');
    await writeFile(configFolder, '');
    await expect(create({ configFolder }).set(true)).rejects.toMatchObject({
      error: { code: 'settings/unwritable', message: expect.stringContaining(configFolder) as string },
    });
  });
});
