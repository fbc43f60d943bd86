/**
 * 53 bits of a text and a seed, which is all that a number holds: among the 200,000 events that are remembered, one is
 * taken for another by chance about once in 40,000,000,000. For what comes by chance, not for what is made to deceive.
 * Source: cyrb53 by bryc, public domain.
 */
export function fingerprintOf(text: string, seed: number): number {
  let one = 0xdeadbeef ^ seed;
  let other = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2_654_435_761);
    other = Math.imul(other ^ code, 1_597_334_677);
  }
  one = Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other = Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 2 ** 32 * (other & 0x1f_ffff) + (one >>> 0);
}
