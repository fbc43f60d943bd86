import { describe, expect, it } from 'vitest';
import { settle } from '../base/manual-clock.ts';
import { Requests } from './requests.ts';

/** Requests whose outcomes a test decides, and what was heard of them. */
function requests() {
  const under = new Requests();
  const heard: string[] = [];
  const signals: AbortSignal[] = [];
  const run = (owner: number, name: string) => {
    let resolve: (value: string) => void = () => undefined;
    let reject: (thrown: Error) => void = () => undefined;
    under.run(
      owner,
      (signal) => {
        signals.push(signal);
        return new Promise<string>((...ends) => {
          [resolve, reject] = ends;
        });
      },
      (value) => heard.push(`${name}: ${value}`),
      () => heard.push(`${name}: failed`),
    );
    return {
      answer: () => {
        resolve('answered');
      },
      fail: () => {
        reject(new Error('x'));
      },
    };
  };
  return { under, heard, signals, run };
}

describe('requests under way', () => {
  it('are heard of once they have an outcome', async () => {
    const { heard, run } = requests();
    run(1, 'a').answer();
    run(2, 'b').fail();
    await settle();
    expect(heard).toEqual(['a: answered', 'b: failed']);
  });

  it('T03: are given up by the next one of the same owner, and not heard of any more', async () => {
    const { heard, signals, run } = requests();
    const former = run(1, 'former');
    const next = run(1, 'next');
    expect(signals.map((signal) => signal.aborted)).toEqual([true, false]);
    former.fail();
    next.answer();
    former.answer();
    await settle();
    expect(heard).toEqual(['next: answered']);
  });

  it('T19: are not heard of after they were given up, whatever their outcome', async () => {
    const { under, heard, signals, run } = requests();
    const [one, two, three] = [run(1, 'one'), run(2, 'two'), run(3, 'three')];
    for (const owner of [1, 2, 3]) under.giveUp(owner);
    expect(signals.every((signal) => signal.aborted)).toBe(true);
    one.answer();
    two.fail();
    three.answer();
    await settle();
    expect(heard).toEqual([]);
  });

  it('T18: are forgotten once they are over', async () => {
    const { under, signals, run } = requests();
    run(1, 'a').answer();
    run(2, 'b').fail();
    await settle();
    under.giveUp(1);
    under.giveUp(2);
    expect(signals.map((signal) => signal.aborted)).toEqual([false, false]);
  });
});
