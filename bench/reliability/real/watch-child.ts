import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OrgChild } from './org-child.ts';

/** A line of the command's output, as far as checks read it, with the time at which it was read. */
interface WatchLine {
  readonly type: string;
  readonly at: string;
  readonly state?: string;
  readonly cause?: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: string;
  readonly phase?: string;
  readonly correlationId?: string;
}

export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly cause: string;
}

const COMMAND = join(import.meta.dirname, '../../../electron/watch/main.ts');
const PATIENCE_MS = 30_000;

/** The `watch` command as users run it, in a process that can be frozen and blocked, and all that it prints. */
export class WatchChild {
  readonly eventIds: string[] = [];
  readonly gaps: Gap[] = [];
  /** Every change of the status by the child's own clock, which is this computer's. */
  readonly statuses: { readonly atMs: number; readonly status: string; readonly cause?: string }[] = [];
  renewals = 0;
  #taken = 0;
  readonly #child: ChildProcess;
  readonly #checks = new Set<() => void>();

  constructor(org: OrgChild, url: string, topics: readonly string[]) {
    const args = ['--login-url', url, '--api-url', url, '--client-id', org.address.clientId];
    // Lives of a minute take a channel a minute, which no service but this one would be asked for.
    args.push('--channels-per-day', '100000');
    for (const topic of topics) args.push('--topic', topic);
    this.#child = spawn(
      process.execPath,
      ['--import', join(import.meta.dirname, 'loop-block.ts'), COMMAND, ...args],
      {
        env: { ...process.env, GENESYS_CLIENT_SECRET: org.address.clientSecret },
        stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
      },
    );
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('The command has no output.');
    createInterface({ input: stdout }).on('line', (line) => {
      this.#take(JSON.parse(line) as WatchLine);
      for (const check of [...this.#checks]) check();
    });
  }

  get status(): string | undefined {
    return this.statuses.at(-1)?.status;
  }

  /** Ids of the events since the last call, in order. */
  newEventIds(): readonly string[] {
    const fresh = this.eventIds.slice(this.#taken);
    this.#taken = this.eventIds.length;
    return fresh;
  }

  /** Stops the process where it is, as sleep does; the network goes on without it. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  blockLoop(ms: number): void {
    this.#child.send(ms);
  }

  until(what: string, isSo: () => boolean, patienceMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const patience = setTimeout(() => {
        this.#checks.delete(check);
        reject(
          new Error(
            `Waited in vain for ${what}: ${this.status ?? 'nothing'}, ${String(this.eventIds.length)}.`,
          ),
        );
      }, patienceMs);
      const check = (): void => {
        if (!isSo()) return;
        clearTimeout(patience);
        this.#checks.delete(check);
        resolve();
      };
      this.#checks.add(check);
      check();
    });
  }

  /** Ends the command as Ctrl-C does, and checks that it ends well. */
  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.thaw();
    this.#child.kill('SIGINT');
    await gone;
  }

  #take(line: WatchLine): void {
    const { type, at, state, cause, from, to, correlationId } = line;
    if (type === 'event' && correlationId !== undefined) this.eventIds.push(correlationId);
    if (type === 'renewal' && line.phase === 'done') this.renewals += 1;
    if (type === 'connection' && state !== undefined) {
      this.statuses.push({ atMs: Date.parse(at), status: state, ...(cause === undefined ? {} : { cause }) });
    }
    if (type === 'gap' && from !== undefined && to !== undefined) {
      this.gaps.push({ from: Date.parse(from), to: Date.parse(to), cause: cause ?? '' });
    }
  }
}
