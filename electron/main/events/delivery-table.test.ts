import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryTable } from './delivery-table.ts';
import { fingerprintOf } from './fingerprint.ts';

describe('a table of deliveries', () => {
  it('knows what a map would know, also where fingerprints want the same place', () => {
    const fingerprints = fc.array(
      fc.nat(40).map((n) => n * 2 ** 20),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(fingerprints, (added) => {
        const table = new DeliveryTable();
        const map = new Map<number, { at: number; position: null }>();
        for (const [at, fingerprint] of added.entries()) {
          const delivery = { at, position: null };
          table.set(fingerprint, delivery);
          map.set(fingerprint, delivery);
        }
        for (let n = 0; n <= 41; n += 1) expect(table.get(n * 2 ** 20)).toBe(map.get(n * 2 ** 20));
      }),
    );
  });

  it('goes on to find everything when it grows', () => {
    const table = new DeliveryTable();
    const deliveries = Array.from({ length: 5_000 }, (_, at) => ({ at, position: null }));
    for (const delivery of deliveries) table.set(fingerprintOf(String(delivery.at), 0), delivery);
    expect(table.size).toBe(5_000);
    expect(
      deliveries.every((delivery) => table.get(fingerprintOf(String(delivery.at), 0)) === delivery),
    ).toBe(true);
    expect(table.get(fingerprintOf('5000', 0))).toBeUndefined();
  });
});

describe('a fingerprint', () => {
  it('differs with the text and with the seed, and takes all the bits of a number', () => {
    const all = new Set(
      Array.from({ length: 2_000 }, (_, n) => fingerprintOf(`id-${String(n >> 1)}`, n % 2)),
    );
    expect(all.size).toBe(2_000);
    expect([...all].every(Number.isSafeInteger)).toBe(true);
    expect(Math.max(...all)).toBeGreaterThan(2 ** 52);
  });
});
