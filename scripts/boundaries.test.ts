import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const rooms = ['electron', 'shared', 'simulator'];

/** Plants one forbidden import at a time in a copy of the tree: guards that find nothing there are disarmed. */
describe('the dependency rule', () => {
  let copy = '';

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'vigil-canary-'));
    for (const name of [...rooms, '.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.node.json']) {
      await cp(join(projectFolder, name), join(copy, name), { recursive: true });
    }
    await cp(join(projectFolder, 'package.json'), join(copy, 'package.json'));
    await symlink(join(projectFolder, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(async () => {
    await rm(copy, { recursive: true, force: true });
  });

  it('cruises the whole tree and finds nothing against it', async () => {
    const { violations, modules } = await cruise(copy);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(50);
  });

  it.each([
    ['electron/main/connection/canary.ts', '../history/timeline-store.ts', 'connection imports to its right'],
    ['electron/main/genesys/canary.ts', '../auth/oauth-client.ts', 'genesys imports to its right'],
    ['electron/main/monitor/canary.ts', '../shell/window.ts', 'monitor imports to its right'],
    ['electron/main/monitor/canary.ts', 'electron', 'only shell, index and preload import electron'],
    ['electron/main/settings/canary.ts', 'keytar', 'only one file imports keytar'],
    ['shared/model/canary.ts', 'valibot', 'shared is pure'],
    ['shared/model/canary.ts', '../../electron/main/base/clock.ts', 'shared is pure'],
  ])('catches %s importing %s', async (file, target, rule) => {
    const path = join(copy, file);
    await writeFile(path, `import * as canary from '${target}';\nexport const sings = canary;\n`);
    try {
      const { violations } = await cruise(copy);
      expect(violations.join('\n')).toContain(rule);
    } finally {
      await rm(path);
    }
  });
});

async function cruise(folder: string): Promise<{ violations: readonly string[]; modules: number }> {
  const bin = join(folder, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [bin, ...rooms, '--output-type', 'json'];
  const stdout = await new Promise<string>((resolve, reject) => {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, args, options, (error, text) => {
      // It exits with the number of violations; without output it did not run at all.
      if (text === '') reject(error ?? new Error('dependency-cruiser printed nothing'));
      else resolve(text);
    });
  });
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: readonly { rule: { name: string }; from: string }[] };
  };
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`),
  };
}
