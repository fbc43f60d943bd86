import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/model/profile.ts';
import { DEFAULT_DISPLAY } from '../../../shared/model/timeline-display.ts';
import { Failure } from '../base/failure.ts';
import { openSettingsFile } from './settings-file.ts';
import { formatSettings, parseSettings } from './settings-format.ts';
import {
  FIRST_SETTINGS,
  PRACTICE_PROFILE,
  withActiveProfile,
  withGroup,
  withLimits,
  withKeys,
  withLastView,
  withLanguage,
  withOnClose,
  withProfile,
  withRetention,
  withTheme,
  withTimelineDisplay,
} from './settings.ts';

const acme: Profile = {
  id: 'acme',
  name: 'Acme EU',
  target: { kind: 'custom', loginUrl: 'https://login.example', apiUrl: 'https://api.example' },
  clientId: 'id',
  topics: ['v2.users.1.presence'],
  colour: 'blue',
};
const someSettings = withActiveProfile(withProfile(FIRST_SETTINGS, acme), 'acme');
const now = () => Date.UTC(2026, 0, 5, 8, 30, 0);

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'vigil-settings-'));
});

afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

const open = () => openSettingsFile({ dataDir, now });
const file = (name = 'settings.json') => join(dataDir, name);

describe('the settings file', () => {
  it('is not there in a first run, and not made before something changes', async () => {
    const { settings, notices } = await open();
    expect(settings.current()).toEqual(FIRST_SETTINGS);
    expect(notices).toEqual([]);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('makes the data folder when it is missing', async () => {
    await rm(dataDir, { recursive: true });
    const { settings } = await open();
    await settings.update((current) => withTheme(current, 'dark'));
    expect((await stat(dataDir)).isDirectory()).toBe(true);
  });

  it('brings back what was changed', async () => {
    const first = await open();
    await first.settings.update(() => someSettings);
    const second = await open();
    expect(second.settings.current()).toEqual(someSettings);
    expect(second.notices).toEqual([]);
  });

  it('brings back keys, the view, and what becomes of Vigil when its window is closed', async () => {
    const first = await open();
    const keys = { hasSingleKeys: false, changed: { palette: 'Mod+P', pin: null } } as const;
    await first.settings.update((current) =>
      withLastView(withOnClose(withKeys(current, keys), 'keep-watching'), 'board'),
    );
    const second = await open();
    expect(second.settings.current()).toMatchObject({ keys, onClose: 'keep-watching', lastView: 'board' });
  });

  it('brings back the language, and leaves it to the system where a later Vigil spoke another one', async () => {
    const first = await open();
    await first.settings.update((current) => withLanguage(current, 'de'));
    expect((await open()).settings.current().language).toBe('de');
    const text = formatSettings(someSettings).replace('"language": "system"', '"language": "nl"');
    expect(parseSettings(text)).toMatchObject({ outcome: 'read', settings: { language: 'system' } });
  });

  it('leaves out keys that nobody can press or that do nothing here', () => {
    const keys = {
      hasSingleKeys: true,
      changed: { pin: 'X', note: 'two words', fly: 'F', help: 3, filter: null },
    };
    const text = JSON.stringify({
      ...JSON.parse(formatSettings(someSettings)),
      keys,
      onClose: 'explode',
      lastView: 'none',
    });
    const parsed = parseSettings(text);
    expect(parsed).toMatchObject({ outcome: 'read', settings: { onClose: 'ask', lastView: 'timeline' } });
    expect(parsed.outcome === 'read' && parsed.settings.keys.changed).toEqual({ pin: 'X', filter: null });
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    const { settings } = await open();
    await settings.update((current) => withTheme(current, 'dark'));
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });

  it('stores changes one after another and leaves no temporary file behind', async () => {
    const { settings } = await open();
    const names = Array.from({ length: 20 }, (_, index) => `p${String(index)}`);
    await Promise.all(names.map((id) => settings.update((current) => withProfile(current, { ...acme, id }))));
    const stored = parseSettings(await readFile(file(), 'utf8'));
    expect(stored).toMatchObject({ outcome: 'read', settings: settings.current() });
    expect(settings.current().profiles.map(({ id }) => id)).toEqual(['practice', ...names]);
    expect(await readdir(dataDir)).toEqual(['settings.json']);
  });

  it('goes on after a change that was refused', async () => {
    const { settings } = await open();
    const refused = settings.update(() => {
      throw new Failure({ code: 'input/invalid', message: 'no' });
    });
    const accepted = settings.update((current) => withTheme(current, 'light'));
    await expect(refused).rejects.toThrow('no');
    expect((await accepted).theme).toBe('light');
  });
});

describe('a settings file that cannot be understood', () => {
  it.each([
    ['cut short', '{"version":1,"profiles":['],
    ['empty', ''],
    ['binary', '\u0000\u0001\u0002'],
    ['of another shape', '[1,2,3]'],
    ['without a version', '{"profiles":[]}'],
    ['with an old version that never was', '{"version":0}'],
    ['with a profile twice', formatSettings({ ...someSettings, profiles: [PRACTICE_PROFILE, acme, acme] })],
    [
      'with plain http to a foreign host',
      formatSettings(someSettings).replace('https://api.example', 'http://api.example'),
    ],
    [
      'with a limit that nobody can choose',
      formatSettings(withRetention(someSettings, 'acme', { maxAgeMs: -1, maxBytes: 1024 ** 3 })),
    ],
    ['with an unknown theme', formatSettings(someSettings).replace('system', 'pink')],
  ])('because it is %s is set aside and kept', async (_, text) => {
    await writeFile(file(), text);
    const { settings, notices } = await open();
    expect(settings.current()).toEqual(FIRST_SETTINGS);
    const kept = 'settings.corrupt-20260105T083000Z.json';
    expect(await readdir(dataDir)).toEqual([kept]);
    expect(await readFile(file(kept), 'utf8')).toBe(text);
    expect(notices).toEqual([
      {
        id: 'settings-set-aside',
        severity: 'warning',
        message: expect.stringContaining(file(kept)) as string,
      },
    ]);
  });

  it('never replaces one that was set aside before', async () => {
    await writeFile(file(), 'first');
    await open();
    await writeFile(file(), 'second');
    await open();
    const contents = await Promise.all((await readdir(dataDir)).map((name) => readFile(file(name), 'utf8')));
    expect(contents.sort()).toEqual(['first', 'second']);
  });

  it('because it is newer is set aside with the way back', async () => {
    await writeFile(file(), '{"version":3,"profiles":"in a new shape"}');
    const { settings, notices } = await open();
    expect(settings.current()).toEqual(FIRST_SETTINGS);
    expect(await readdir(dataDir)).toEqual(['settings.newer-20260105T083000Z.json']);
    expect(notices[0]?.message).toContain('newer Vigil');
    expect(notices[0]?.message).toContain('install the newer version');
  });
});

describe('a settings file with oddities', () => {
  it('always has the practice org first, as it is', async () => {
    const practice = { ...PRACTICE_PROFILE, name: 'Renamed by hand', topics: ['v2.users.1.presence'] };
    await writeFile(file(), formatSettings({ ...someSettings, profiles: [acme, practice] }));
    expect((await open()).settings.current().profiles).toEqual([
      { ...PRACTICE_PROFILE, topics: ['v2.users.1.presence'] },
      acme,
    ]);
  });

  it('falls back to the practice org when the active profile is not there', async () => {
    await writeFile(file(), formatSettings({ ...someSettings, activeProfileId: 'gone' }));
    expect((await open()).settings.current().activeProfileId).toBe('practice');
  });

  it('connects the active profile alone where nobody could choose more yet, and none that is not there', () => {
    const { connectedProfileIds, ...older } = { ...someSettings, version: 2 };
    expect(connectedProfileIds).toEqual(['practice']);
    const read = (content: object) => parseSettings(JSON.stringify(content));
    expect(read(older)).toMatchObject({ settings: { connectedProfileIds: ['acme'] } });
    expect(read({ ...older, connectedProfileIds: ['gone', 'acme', 'acme'] })).toMatchObject({
      settings: { connectedProfileIds: ['acme'] },
    });
    expect(read({ ...older, connectedProfileIds: [] })).toMatchObject({
      settings: { connectedProfileIds: [] },
    });
  });

  it('gives profiles from before there were colours one each, and keeps those that have one', () => {
    const { colour, ...plain } = acme;
    expect(colour).toBe('blue');
    const profiles = [
      { ...plain, id: 'a', name: 'A' },
      { ...plain, id: 'b', name: 'B', colour: 'mauve' },
      { ...plain, id: 'c', name: 'C', colour: 'pink' },
      { ...plain, id: 'd', name: 'D' },
    ];
    const read = parseSettings(JSON.stringify({ ...someSettings, version: 2, profiles }));
    const colours = read.outcome === 'read' ? read.settings.profiles.map((profile) => profile.colour) : [];
    expect(colours).toEqual(['violet', 'blue', 'blue', 'pink', 'teal']);
  });

  it('reads back whatever it writes', () => {
    const profile = fc.record({
      id: fc.uuid(),
      name: fc.string(),
      clientId: fc.string(),
      topics: fc.array(fc.string()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(profile, { selector: ({ id }) => id }), (profiles) => {
        const settings = {
          ...FIRST_SETTINGS,
          profiles: [PRACTICE_PROFILE, ...profiles.map((other) => ({ ...acme, ...other }))],
        };
        expect(parseSettings(formatSettings(settings))).toEqual({ outcome: 'read', settings });
      }),
    );
  });

  it('keeps the limits of histories, also of the practice org', () => {
    const retention = { maxAgeMs: 7 * 86_400_000, maxBytes: 500 * 1024 ** 2 };
    const settings = withRetention(withRetention(someSettings, 'acme', retention), 'practice', retention);
    expect(parseSettings(formatSettings(settings))).toEqual({ outcome: 'read', settings });
  });

  it('keeps groups and limits of the board, also of the practice org', () => {
    const groups = [
      { kind: 'queue', id: 'billing' },
      { kind: 'list', id: 'mine', name: 'Mine', userIds: ['ana', 'ben'] },
    ] as const;
    const limits = [
      {
        state: { kind: 'presence', systemPresence: 'AWAY', definitionId: null },
        group: { kind: 'queue', id: 'billing' },
        warnAfterMs: 300_000,
        overAfterMs: 600_000,
      },
    ] as const;
    let settings = someSettings;
    for (const id of ['acme', 'practice']) {
      for (const group of groups) settings = withGroup(settings, id, group);
      settings = withLimits(settings, id, limits);
    }
    expect(parseSettings(formatSettings(settings))).toEqual({ outcome: 'read', settings });
    const backwards = formatSettings(settings).replace('"warnAfterMs": 300000', '"warnAfterMs": 900000');
    expect(parseSettings(backwards).outcome).toBe('corrupt');
  });

  it('reads a file of version 1, which knew no limits of histories', () => {
    const text = formatSettings(someSettings).replace('"version": 2', '"version": 1');
    expect(parseSettings(text)).toEqual({ outcome: 'read', settings: someSettings });
  });

  it('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(['read', 'newer', 'corrupt']).toContain(parseSettings(text).outcome);
      }),
    );
  });
});

describe('a data folder that cannot be used', () => {
  it.each([
    ['is a file', () => writeFile(join(dataDir, 'folder'), ''), 'a file, not a folder'],
    [
      'lies below a file',
      async () => {
        await writeFile(join(dataDir, 'above'), '');
        dataDir = join(dataDir, 'above');
      },
      'a file, not a folder',
    ],
    [
      'has a folder in the place of the file',
      () => mkdir(join(dataDir, 'folder', 'settings.json'), { recursive: true }),
      'settings.json is a folder',
    ],
  ])('because it %s is named with the way out', async (_, prepare, reason) => {
    const base = dataDir;
    await prepare();
    const opening = openSettingsFile({ dataDir: join(dataDir, 'folder'), now });
    await expect(opening).rejects.toMatchObject({
      error: { code: 'settings/unwritable', message: expect.stringContaining(reason) as string },
    });
    await expect(opening).rejects.toThrow('--data-dir=DIR');
    dataDir = base;
  });

  it('keeps how the timeline is shown, and goes back to the usual where it cannot be read', () => {
    const shown = { ...DEFAULT_DISPLAY, order: 'newest-first', hasMilliseconds: false } as const;
    const settings = withTimelineDisplay(FIRST_SETTINGS, shown);
    const text = formatSettings(settings);
    expect(parseSettings(text)).toEqual({ outcome: 'read', settings });
    const edited = text.replace('newest-first', 'sideways');
    expect(parseSettings(edited)).toEqual({ outcome: 'read', settings: FIRST_SETTINGS });
  });

  it('leaves the settings as they were when a change cannot be stored', async () => {
    const { settings } = await open();
    await rm(dataDir, { recursive: true });
    await expect(settings.update((current) => withTheme(current, 'dark'))).rejects.toBeInstanceOf(Failure);
    expect(settings.current()).toEqual(FIRST_SETTINGS);
    await mkdir(dataDir);
    await settings.update((current) => withTheme(current, 'light'));
    expect((await open()).settings.current().theme).toBe('light');
  });
});
