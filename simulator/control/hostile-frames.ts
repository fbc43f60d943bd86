import type { Hostility } from '../../shared/practice/levers.ts';

/** About ten megabytes in a hundred thousand fields. */
const LARGE_FIELDS = 100_000;
const LARGE_VALUE = 'x'.repeat(82);
/** Far beyond what any event needs, and what recursion survives. */
const DEEP_LEVELS = 10_000;

/** Frames that are JSON and events by their form, and meant to harm whoever reads or shows them carelessly. */
const BODIES: { readonly [Kind in Hostility]: () => string } = {
  strange: () =>
    [
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":"not a function"',
      '"html":"<img src=x onerror=alert(1)><script>alert(2)</script>"',
      '"bidi":"user\\u202egnp.exe \u202e\u2066real\u2069","controls":"\\u0000\\u0007\\u001b[31m","halves":"\\ud800 \\udc00"',
      '"number":12345678901234567890,"fraction":0.10000000000000000001,"infinite":1e400,"minusZero":-0',
      '"twice":"the first","twice":"the last","":"no name","a.b[0]":"a name with a path in it"}',
    ].join(','),
  deep: () => `${'{"in":'.repeat(DEEP_LEVELS)}"bottom"${'}'.repeat(DEEP_LEVELS)}`,
  large: () =>
    `{${Array.from({ length: LARGE_FIELDS }, (_, index) => `"field${String(index)}":"${LARGE_VALUE}"`).join(',')}}`,
};

/** A frame of one kind, under a topic of a person who does not exist. */
export function hostileFrame(kind: Hostility): string {
  return `{"topicName":"v2.users.nobody.presence","version":"2","eventBody":${BODIES[kind]()},"metadata":{}}`;
}
