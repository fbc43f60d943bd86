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
        const map = new Map<number, number>();
        for (const [at, fingerprint] of added.entries()) {
          table.add(fingerprint, at);
          map.set(fingerprint, at);
        }
        for (let n = 0; n <= 41; n += 1) expect(table.get(n * 2 ** 20)?.at).toBe(map.get(n * 2 ** 20));
      }),
    );
  });

  it('goes on to find everything when it grows', () => {
    const table = new DeliveryTable();
    const known = (at: number) => table.get(fingerprintOf(String(at), 0));
    const deliveries = Array.from({ length: 5_000 }, (_, at) => table.add(fingerprintOf(String(at), 0), at));
    for (const [at, delivery] of deliveries.entries()) if (at % 2 === 1) delivery.position = at;
    expect(table.size).toBe(5_000);
    expect(deliveries.map((_, at) => known(at)?.at)).toEqual(deliveries.map((_, at) => at));
    expect(deliveries.map((_, at) => known(at)?.position)).toEqual(
      deliveries.map((_, at) => (at % 2 === 1 ? at : null)),
    );
    expect(table.get(fingerprintOf('5000', 0))).toBeUndefined();
  });

  it('knows nothing when it is cleared, and tells a delivery of then from one of now', () => {
    const table = new DeliveryTable();
    const former = table.add(1, 100);
    former.position = 7;
    table.clear();
    expect(table.size).toBe(0);
    expect(table.get(1)).toBeUndefined();
    const fresh = table.add(2, 200);
    expect(fresh.position).toBeNull();
    former.position = 8;
    expect(former.position).toBeNull();
    expect(former.at).toBe(-Infinity);
    expect(fresh).toMatchObject({ at: 200, position: null });
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
