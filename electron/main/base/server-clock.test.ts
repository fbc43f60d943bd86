import { describe, expect, it } from 'vitest';
import type { Fetch } from './http.ts';
import { ManualClock } from './manual-clock.ts';
import { ServerClock } from './server-clock.ts';

/** A server whose clock is ahead, and answers that take their time. */
function measuring(aheadMs: number) {
  const clock = new ManualClock();
  const server = new ServerClock(clock);
  const ask = async ({ tookMs = 40, status = 200, ahead = aheadMs } = {}): Promise<void> => {
    const fetch: Fetch = () => {
      clock.block(tookMs / 2);
      const date = new Date(clock.now() + ahead).toUTCString();
      clock.block(tookMs / 2);
      return Promise.resolve({ status, headers: new Headers({ date }), text: () => Promise.resolve('') });
    };
    const init = {
      method: 'GET',
      headers: {},
      redirect: 'manual',
      signal: AbortSignal.timeout(1000),
    } as const;
    await server.watching(fetch)('https://x', init);
  };
  const askOften = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) {
      await ask();
      await clock.advance(1_137);
    }
  };
  return { clock, server, ask, askOften };
}

describe('the clock of the server', () => {
  it('is unknown before anything was answered', () => {
    expect(measuring(0).server.offset()).toBeNull();
  });

  it.each([0, 300, -4_200, 86_400_000])(
    'is found to be %i ms ahead, within a fraction of a second',
    async (ahead) => {
      const { server, askOften } = measuring(ahead);
      await askOften(20);
      const offset = server.offset();
      expect(Math.abs((offset?.offsetMs ?? NaN) - ahead)).toBeLessThanOrEqual(offset?.withinMs ?? 0);
      expect(offset?.withinMs).toBeLessThan(200);
    },
  );

  it('does not change for one odd answer, or a refusal', async () => {
    const { server, ask, askOften } = measuring(300);
    await askOften(5);
    const before = server.offset();
    await ask({ ahead: 3_600_000 });
    await ask({ ahead: -90_000, status: 502 });
    expect(server.offset()).toEqual(before);
  });

  it('is measured anew when the clock of this computer is set', async () => {
    const { clock, server, ask, askOften } = measuring(300);
    await askOften(5);
    clock.stepWall(-60_000);
    expect(server.offset()).toBeNull();
    await ask({ ahead: 60_300 });
    const offset = server.offset();
    expect(Math.abs((offset?.offsetMs ?? NaN) - 60_300)).toBeLessThanOrEqual(offset?.withinMs ?? 0);
  });
});
