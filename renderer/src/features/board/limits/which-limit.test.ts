import { describe, expect, it } from 'vitest';
import type { LimitedState, StateLimit } from '../../../../../shared/model/board.ts';
import { limitsIn, presenceLimit, routingLimit } from './which-limit.ts';

const away = (definitionId: string | null): LimitedState => ({
  kind: 'presence',
  systemPresence: 'AWAY',
  definitionId,
});
const limit = (overAfterMs: number, parts: Partial<StateLimit>): StateLimit => ({
  state: away(null),
  group: null,
  warnAfterMs: overAfterMs / 2,
  overAfterMs,
  ...parts,
});

const billing = { kind: 'team', id: 'billing' } as const;
const forAll = limit(1, {});
const forBilling = limit(2, { group: billing });
const forCoffee = limit(3, { state: away('coffee') });

describe('the limit of a state', () => {
  it('is that of the group before that for all groups', () => {
    const limits = limitsIn([forAll, forBilling], billing);
    expect(presenceLimit(limits, { systemPresence: 'AWAY', definitionId: null })).toBe(forBilling);
  });

  it('never comes from another group', () => {
    expect(limitsIn([forBilling], { kind: 'queue', id: 'billing' })).toEqual([]);
  });

  it("is that of the organisation's own presence before that of its system presence", () => {
    const limits = [forCoffee, forBilling, forAll];
    expect(presenceLimit(limits, { systemPresence: 'AWAY', definitionId: 'coffee' })).toBe(forCoffee);
    expect(presenceLimit(limits, { systemPresence: 'AWAY', definitionId: 'lunch' })).toBe(forBilling);
  });

  it('tells routing statuses and presences apart', () => {
    const notResponding = limit(4, { state: { kind: 'routing', status: 'NOT_RESPONDING' } });
    expect(routingLimit([forAll, notResponding], 'NOT_RESPONDING')).toBe(notResponding);
    expect(routingLimit([forAll, notResponding], 'IDLE')).toBeNull();
    expect(presenceLimit([notResponding], { systemPresence: 'AWAY', definitionId: null })).toBeNull();
  });
});
