import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Lever } from '../../../shared/practice/levers.ts';
import type { Ledger, OrgAnswer, OrgOptions, OrgOrder, OrgReady } from './org-messages.ts';

/** A practice org in another process, seen from the one that runs the check. */
export class OrgChild {
  readonly address: OrgReady['address'];
  readonly people: readonly string[];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { address, people }: OrgReady) {
    this.#child = child;
    this.address = address;
    this.people = people;
  }

  static async start(options: OrgOptions = {}): Promise<OrgChild> {
    const child = fork(join(import.meta.dirname, 'org-process.ts'), [JSON.stringify(options)]);
    const answer = await nextAnswer(child);
    if (answer.what !== 'ready') throw new Error('The org spoke before it was ready.');
    return new OrgChild(child, answer);
  }

  topics(count: number): readonly string[] {
    return this.people.slice(0, count).map((id) => `v2.users.${id}.presence`);
  }

  pull(lever: Lever): void {
    this.#send({ order: 'pull', lever });
  }

  /** Lets events happen until the org is told to `restore`, or for ten days. */
  stream(perSecond: number): void {
    this.pull({ lever: 'burst', count: perSecond * 864_000, perSecond });
  }

  /** One at a time: the answer carries no name. */
  async ledger(): Promise<Ledger> {
    this.#send({ order: 'ledger' });
    const answer = await nextAnswer(this.#child);
    if (answer.what !== 'ledger') throw new Error('The org answered something else than its ledger.');
    return answer;
  }

  /** Half-open: the kernel still takes what comes, and nobody answers. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.thaw();
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }

  #send(order: OrgOrder): void {
    this.#child.send(order);
  }
}

function nextAnswer(child: ChildProcess): Promise<OrgAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      reject(new Error('The org ended before it answered.'));
    };
    child.once('exit', ended);
    child.once('message', (answer: OrgAnswer) => {
      child.off('exit', ended);
      resolve(answer);
    });
  });
}
