import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'playwright/test';
import { startSimulator, type Simulator } from '../simulator/start-simulator.ts';
import { startDesktop } from '../scripts/desktop/desktop.mjs';
import type { SimulatorOptions } from '../simulator/options.ts';
import { startVigil, type Vigil } from './vigil.ts';

export interface Fixtures {
  /** Problems that a test provokes on purpose; any other one fails it. */
  readonly provokedProblems: RegExp | null;
  /** An empty folder that is removed after the test. */
  readonly folder: string;
  /** Starts Vigil; without a folder on the one of the test. It is quit after the test. */
  readonly launch: (options?: {
    readonly dataDir?: string;
    readonly args?: readonly string[];
    /** Variables of its environment beside those of the tests. */
    readonly env?: Readonly<Record<string, string>>;
  }) => Promise<Vigil>;
  /** Vigil in its first run. */
  readonly vigil: Vigil;
  /** Starts an organisation on loopback. It is closed after the test. */
  readonly startOrg: (options?: SimulatorOptions) => Promise<Simulator>;
}

export interface WorkerFixtures {
  /** A display of the worker's own: a window that another test opens or closes takes the pointer away from this one's. */
  readonly display: undefined;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  display: [
    async ({}, use) => {
      if (process.platform !== 'linux') {
        await use(undefined);
        return;
      }
      const desktop = await startDesktop(process.env, { display: true, bus: 'none', keyring: false });
      const { DISPLAY, XAUTHORITY } = desktop.env;
      Object.assign(process.env, { DISPLAY, XAUTHORITY });
      await use(undefined);
      await desktop.stop();
    },
    { scope: 'worker', auto: true },
  ],

  provokedProblems: [null, { option: true }],

  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },

  launch: async ({ folder, provokedProblems }, use) => {
    const started: Vigil[] = [];
    await use(async ({ dataDir = join(folder, 'data'), args = [], env = {} } = {}) => {
      const vigil = await startVigil(dataDir, args, env);
      started.push(vigil);
      return vigil;
    });
    for (const vigil of started) await vigil.quit();
    expectNoProblems(started.flatMap(problemsOf), provokedProblems);
  },

  vigil: async ({ launch }, use) => {
    await use(await launch());
  },

  startOrg: async ({}, use) => {
    const started: Simulator[] = [];
    await use(async (options) => {
      const org = await startSimulator(options);
      started.push(org);
      return org;
    });
    for (const org of started) await org.close();
  },
});

/** Warnings and errors of the main process so far. */
export function loggedProblemsOf({ printed }: Vigil): readonly string[] {
  return printed()
    .split('\n')
    .filter((line) => / (WARN|ERROR) /.test(line));
}

/** Warnings and errors of the main process and of the page so far. */
const problemsOf = (vigil: Vigil): readonly string[] => [...loggedProblemsOf(vigil), ...vigil.pageProblems()];

export function expectNoProblems(problems: readonly string[], provoked: RegExp | null): void {
  const unexpected = problems.filter((problem) => provoked?.test(problem) !== true);
  expect(unexpected, 'problems that the test did not provoke').toEqual([]);
}

export { expect };
