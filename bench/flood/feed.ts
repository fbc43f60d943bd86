import { fork } from 'node:child_process';
import { join } from 'node:path';
import { PEOPLE } from '../event-text.ts';

/** The service that events come from, in a process of its own. */
export interface Feed {
  readonly url: string;
  /** Sends events evenly in time; resolves when all are sent. */
  readonly pace: (perSecond: number, seconds: number) => Promise<void>;
  readonly end: () => void;
}

export async function startFeed(frameBytes: number, people = PEOPLE): Promise<Feed> {
  const script = join(import.meta.dirname, '../firehose.ts');
  const child = fork(script, ['0', String(frameBytes), String(people)]);
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { readonly port: number }) => {
      resolve(message.port);
    });
    child.once('exit', () => {
      reject(new Error('The service of the bench ended before it listened.'));
    });
  });
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    url,
    pace: async (perSecond, seconds) => {
      const query = `perSecond=${String(perSecond)}&count=${String(perSecond * seconds)}`;
      await fetch(`${url}/pace?${query}`, { method: 'POST' });
    },
    end: () => {
      if (child.connected) child.disconnect();
    },
  };
}
