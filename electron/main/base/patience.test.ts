import { describe, expect, it } from 'vitest';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import { Failure } from './failure.ts';
import { ManualClock } from './manual-clock.ts';
import { Patience } from './patience.ts';

const failing = (error: Omit<MonitorError, 'message'>) => () =>
  Promise.reject(new Failure({ message: 'no', ...error }));
const answering = () => Promise.resolve('answer');

describe('a Retry-After', () => {
  it('R15: holds for whoever asks, until it is over', async () => {
    const clock = new ManualClock();
    const patience = new Patience(clock);
    const limited = failing({ code: 'rate/limited', retryAfterMs: 5_000 });
    await expect(patience.ask(limited)).rejects.toThrow('rate/limited');
    await clock.advance(3_000);
    let sent = 0;
    const held = patience.ask(() => Promise.resolve((sent += 1)));
    await expect(held).rejects.toMatchObject({ error: { code: 'rate/limited', retryAfterMs: 2_000 } });
    expect(sent).toBe(0);
    await clock.advance(2_000);
    expect(await patience.ask(answering)).toBe('answer');
  });

  it('is not cut short by another one that came later', async () => {
    const clock = new ManualClock();
    const patience = new Patience(clock);
    const asked = [5_000, 1_000].map((retryAfterMs) =>
      patience.ask(failing({ code: 'rate/limited', retryAfterMs })),
    );
    await Promise.allSettled(asked);
    await clock.advance(4_000);
    await expect(patience.ask(answering)).rejects.toMatchObject({ error: { retryAfterMs: 1_000 } });
  });

  it('of a service that is down concerns the one question only, and a bare 429 names no time', async () => {
    const patience = new Patience(new ManualClock());
    const asked = [
      patience.ask(failing({ code: 'server/unavailable', retryAfterMs: 5_000 })),
      patience.ask(failing({ code: 'rate/limited' })),
    ];
    await Promise.allSettled(asked);
    expect(await patience.ask(answering)).toBe('answer');
  });
});
