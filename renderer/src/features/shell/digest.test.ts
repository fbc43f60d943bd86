import { describe, expect, it } from 'vitest';
import { bareReport } from '../../../../shared/model/connection-state.ts';
import { NO_RATES, type Rates } from '../../../../shared/model/rates.ts';
import { QUIET_CONNECTION } from '../../stores/connection.ts';
import { createStores } from '../../stores/stores.ts';
import { digestText } from './digest.ts';

const NOW = 1_800_000_000_000;
const rates: Rates = {
  ...NO_RATES,
  isHeard: true,
  recent: { lastFrom: NOW, bucketMs: 10_000, counts: [50, null, 1, 2, 0, null, 3] },
};

function storesThatAreLive() {
  const stores = createStores();
  const state = { status: 'live', since: NOW, renewal: null, concern: null } as const;
  stores.connection.setState({ ...QUIET_CONNECTION, report: { ...bareReport(state), roundTripMs: 42 } });
  stores.session.setState({ subscriptions: [{ topic: 'v2.users.1.presence', status: 'confirmed' }] });
  return stores;
}

describe('how things stand, spoken', () => {
  it('is the connection, the topics, the events of the last minute, and what is missing', () => {
    expect(digestText(storesThatAreLive(), rates, NOW)).toBe(
      'Live. 1 topic, 6 events in the last minute. Nothing was heard yet, so there is nothing to judge.',
    );
  });

  it('counts no events where nothing would be heard', () => {
    expect(digestText(storesThatAreLive(), { ...rates, isHeard: false }, NOW)).toContain(
      'Live. 1 topic. Nothing',
    );
    expect(digestText(storesThatAreLive(), null, NOW)).toContain('Live. 1 topic. Nothing');
  });
});
