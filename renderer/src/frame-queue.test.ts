import { describe, expect, it } from 'vitest';
import { createFrameQueue, type OnFrame } from './frame-queue.ts';

/** Frames that are drawn by hand. */
function frames() {
  let wanted: (() => void) | null = null;
  let asked = 0;
  const onFrame: OnFrame = (work) => {
    asked += 1;
    wanted = work;
    return () => {
      wanted = null;
    };
  };
  const draw = (): void => {
    const work = wanted;
    wanted = null;
    work?.();
  };
  return { onFrame, draw, asked: () => asked, isWanted: () => wanted !== null };
}

describe('a queue of frames', () => {
  it('does all that waits in order, once a frame', () => {
    const { onFrame, draw, asked } = frames();
    const queue = createFrameQueue(onFrame);
    const done: string[] = [];
    for (const name of ['a', 'b', 'c']) queue.add(() => done.push(name));
    expect([done, asked()]).toEqual([[], 1]);
    draw();
    expect(done).toEqual(['a', 'b', 'c']);
    draw();
    queue.add(() => done.push('d'));
    expect([done.length, asked()]).toEqual([3, 2]);
    draw();
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does what waits at once when that is asked for, and not again', () => {
    const { onFrame, draw, isWanted } = frames();
    const queue = createFrameQueue(onFrame);
    const done: string[] = [];
    queue.add(() => done.push('a'));
    queue.flush();
    expect(isWanted()).toBe(false);
    draw();
    expect(done).toEqual(['a']);
  });

  it('takes work that comes of work to the next frame', () => {
    const { onFrame, draw } = frames();
    const queue = createFrameQueue(onFrame);
    const done: string[] = [];
    queue.add(() => {
      done.push('a');
      queue.add(() => done.push('later'));
    });
    queue.add(() => done.push('b'));
    draw();
    expect(done).toEqual(['a', 'b']);
    draw();
    expect(done).toEqual(['a', 'b', 'later']);
  });

  it('leaves nothing when it is stopped', () => {
    const { onFrame, draw, isWanted } = frames();
    const queue = createFrameQueue(onFrame);
    const done: string[] = [];
    queue.add(() => done.push('a'));
    queue.stop();
    expect(isWanted()).toBe(false);
    draw();
    expect(done).toEqual([]);
  });
});
