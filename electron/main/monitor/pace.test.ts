import { describe, expect, it } from 'vitest';
import { bareReport, type ConnectionReport } from '../../../shared/model/connection-state.ts';
import type { Rates } from '../../../shared/model/rates.ts';
import { anEvent } from '../../../shared/model/testing/an-event.ts';
import { ManualClock } from '../base/manual-clock.ts';
import type { Stored } from '../history/timeline-store.ts';
import { createPace } from './pace.ts';

const eventAt = (at: number, topic: string): Stored => ({
  entry: { position: 1, at, type: 'event', event: anEvent({ topic }) },
  arrival: null,
});

function started() {
  const clock = new ManualClock();
  const report = (): ConnectionReport => ({
    ...bareReport({ status: 'live', since: clock.now(), renewal: null, concern: null }),
    lastFrameAt: clock.now(),
  });
  const pace = createPace({ clock, report });
  pace.observe(report());
  return {
    clock,
    store: (...stored: readonly Stored[]) => {
      pace.take(stored);
    },
    read: (): Rates => pace.read({ shown: ['a'], ranked: ['a'] }),
  };
}

describe('the pace of an organisation', () => {
  it('is that of what was stored', async () => {
    const { clock, store, read } = started();
    const at = clock.now();
    store(eventAt(at, 'a'), eventAt(at, 'b'));
    await clock.advance(1000);
    const rates = read();
    expect(rates.perSecond).toBe(0.2);
    expect(rates.shown[0]).toMatchObject({ topic: 'a', lastAt: at, isHeard: true });
    expect(rates.ranked).toEqual([{ lastAt: at, count: 1 }]);
  });
});
