import { beforeAll, describe, expect, it } from 'vitest';
import { CONTENDERS, measureContender } from './measure.ts';
import { parseOutcome, type Outcome } from './outcome.ts';
import { planFaults } from './schedule.ts';

const EXTENT = { hours: 24, seed: 1, herdClients: 100, herdOutageMs: 180_000 };
/** R1: p99 to notice that a connection has died silently. */
const NOTICED_WITHIN_MS = 20_000;
/** R9: attempts of one client in the first minute of an outage. */
const MOST_ATTEMPTS = 8;

/** The rival that is a few events apart after a day: both mostly wait for what is out for everybody. */
const CLOSEST = 'vendor-style';

async function measured(name: string, extent: typeof EXTENT): Promise<Outcome> {
  const contender = CONTENDERS.find((candidate) => candidate.name === name);
  if (contender === undefined) throw new Error(`${name} does not take part.`);
  return measureContender(contender, extent);
}

describe('a day of faults', () => {
  const outcomes = new Map<string, Outcome>();
  const of = (name: string): Outcome => {
    const outcome = outcomes.get(name);
    if (outcome === undefined) throw new Error(`${name} did not take part.`);
    return outcome;
  };
  const rivals = (): readonly Outcome[] =>
    [...outcomes.values()].filter(({ contender }) => contender !== 'vigil');

  beforeAll(async () => {
    for (const contender of CONTENDERS) {
      const line = JSON.stringify(await measureContender(contender, EXTENT));
      outcomes.set(contender.name, parseOutcome(line));
    }
  }, 120_000);

  it('is lived through by everybody, with the same events and faults', () => {
    expect([...outcomes.keys()]).toEqual([
      'vigil',
      'question',
      'answer',
      'reconnecting-websocket',
      'partysocket',
      'vendor-style',
    ]);
    for (const { events, faults } of outcomes.values()) {
      expect(events).toBe(of('vigil').events);
      expect(faults).toBe(of('vigil').faults);
    }
  });

  it('costs Vigil events, and it declares every one', () => {
    expect(of('vigil').lost).toBeGreaterThan(0);
    expect(of('vigil').undeclared).toBe(0);
  });

  it('is not declared lost by Vigil as a whole: it declares no more time than it lost', () => {
    const { lost, events, declaredHours } = of('vigil');
    expect(declaredHours).toBeLessThan((EXTENT.hours * lost) / events + 0.1);
  });

  it('gives the application of Vigil no event twice', () => {
    expect(of('vigil').doubled).toBe(0);
  });

  it('sees no request of Vigil with a token that is known to be dead', () => {
    expect(of('vigil').tokenRequests).toBeGreaterThan(1);
    expect(of('vigil').staleTokenRequests).toBe(0);
    expect(of('vigil').deadChannelUpgrades).toBe(0);
  });

  it('leaves Vigil with the highest availability of all but the closest, who takes longer to be told from it', () => {
    for (const rival of rivals().filter(({ contender }) => contender !== CLOSEST)) {
      expect(of('vigil').availability, rival.contender).toBeGreaterThan(rival.availability);
      expect(of('vigil').availabilityReachable, rival.contender).toBeGreaterThan(rival.availabilityReachable);
    }
  });

  it('leaves Vigil ahead of the closest after some days', { timeout: 60_000 }, async () => {
    const days = { ...EXTENT, hours: 96, herdClients: 1, herdOutageMs: 1_000 };
    const vigil = await measured('vigil', days);
    const closest = await measured(CLOSEST, days);
    expect(vigil.availability).toBeGreaterThan(closest.availability);
    expect(vigil.availabilityReachable).toBeGreaterThan(closest.availabilityReachable);
    expect(vigil.undeclared).toBe(0);
  });

  it('shows the loop of 401 that the question is about, in the code of the question and of the answer', () => {
    expect(of('question').deadChannelUpgrades).toBeGreaterThan(1_000);
    expect(of('answer').deadChannelUpgrades).toBeGreaterThan(1_000);
  });

  it('shows how soon Vigil notices a dead connection, and how patiently it knocks', () => {
    expect(of('vigil').halfOpenNoticedMs).toBeLessThanOrEqual(NOTICED_WITHIN_MS);
    expect(of('vigil').attemptsFirstMinute).toBeLessThanOrEqual(MOST_ATTEMPTS);
  });

  it('leaves nothing of anybody behind', () => {
    for (const { contender, timersLeft, socketsLeft } of outcomes.values()) {
      expect([timersLeft, socketsLeft], contender).toEqual([0, 0]);
    }
  });
});

describe('a printed line', () => {
  it('is read back, and refused when a figure is missing or makes no sense', () => {
    expect(() => parseOutcome('{"bench":"availability","contender":"vigil"}')).toThrow();
    expect(() => parseOutcome('no JSON')).toThrow();
  });
});

describe('the schedule', () => {
  it('is the same for the same seed and another for another', () => {
    const day = 86_400_000;
    expect(planFaults(1, day)).toEqual(planFaults(1, day));
    expect(planFaults(1, day)).not.toEqual(planFaults(2, day));
  });

  it('has every kind of fault in a week', () => {
    const kinds = new Set(planFaults(1, 7 * 86_400_000).map(({ fault }) => fault.kind));
    expect([...kinds].sort()).toEqual([
      'clock-step',
      'dns',
      'drop',
      'evict',
      'half-open',
      'maintenance',
      'outage',
      'revoke',
      'sleep',
      'slow',
      'stall',
      'throttle',
    ]);
  });
});
