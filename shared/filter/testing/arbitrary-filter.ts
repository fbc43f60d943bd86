import fc from 'fast-check';
import {
  joined,
  negated,
  type Compare,
  type Filter,
  type Leaf,
  type Match,
  type Moment,
  type Quantity,
  type Regex,
  type Step,
  type ValueTest,
} from '../filter.ts';
import { isReversed } from '../reversed.ts';

const text = fc.oneof(
  fc.constantFrom(
    'Away',
    'On queue',
    'Sold',
    'v2.users.1.presence',
    '5',
    '-',
    'AND',
    'yes',
    'a..b',
    '1..2',
    '/x/',
    '>5',
    '\\',
    '"',
    '*',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

const regex: fc.Arbitrary<Regex> = fc.record({
  is: fc.constant('regex' as const),
  source: fc.constantFrom('a+b', '^v2\\.', '[a-z]{2,3}\\/', '(away|break)', 'a (b)'),
  ignoresCase: fc.boolean(),
});

const match: fc.Arbitrary<Match> = fc.oneof(
  fc.record({ is: fc.constant('equal' as const), text }),
  // An asterisk alone says that there is a value.
  fc
    .record({ is: fc.constant('like' as const), pieces: fc.array(text, { minLength: 2, maxLength: 4 }) })
    .filter(({ pieces }) => pieces.length > 2 || pieces.some((piece) => piece !== '')),
  regex,
);

const moment: fc.Arbitrary<Moment> = fc.oneof(
  fc.record({ kind: fc.constant('ago' as const), ms: fc.nat() }),
  fc.record({ kind: fc.constant('days-ago' as const), days: fc.constantFrom(0, 1) }),
  fc.record({ kind: fc.constant('clock' as const), clockMs: fc.nat(86_399_999) }),
  fc
    .record({
      kind: fc.constant('date' as const),
      year: fc.integer({ min: 1970, max: 2100 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      clockMs: fc.option(fc.nat(86_399_999)),
      isUtc: fc.boolean(),
    })
    .map((date) => (date.clockMs === null ? { ...date, isUtc: false } : date)),
);

const number: fc.Arbitrary<Quantity> = fc
  .oneof(
    fc.integer(),
    fc.integer({ min: -9999, max: 9999 }).map((value) => value / 1000),
  )
  .map((value) => ({ unit: 'number' as const, number: value + 0 }));
const duration: fc.Arbitrary<Quantity> = fc.nat().map((ms) => ({ unit: 'duration' as const, ms }));
const time: fc.Arbitrary<Quantity> = moment.map((at) => ({ unit: 'moment' as const, moment: at }));

function compareOf(value: fc.Arbitrary<Quantity>, equal: readonly '='[] = ['=']): fc.Arbitrary<Compare> {
  return fc.oneof(
    fc.record({
      op: fc.constantFrom(...equal, '>' as const, '>=' as const, '<' as const, '<=' as const),
      value,
    }),
    fc
      .record({ op: fc.constant('..' as const), from: fc.option(value), to: fc.option(value) })
      .filter((range) => (range.from !== null || range.to !== null) && !isReversed(range)),
  );
}

// For a value of unknown kind, equality is one of texts.
const anyCompare = fc.oneof(compareOf(number, []), compareOf(duration, []), compareOf(time, []));

const valueTest: fc.Arbitrary<ValueTest> = fc.oneof(
  match,
  fc.constant({ is: 'present' as const }),
  anyCompare.map((compare) => ({ is: 'compare' as const, compare })),
);

const words = fc.array(fc.constantFrom('away', 'on-queue', '42', 'yes', '-x', 'ñandú', 'and'), {
  minLength: 1,
  maxLength: 3,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('key' as const),
    key: fc.oneof(text, fc.constantFrom('id', '__proto__', 'a b', '')),
  }),
  fc.record({ kind: fc.constant('index' as const), index: fc.nat(999) }),
  fc.constant({ kind: 'each' as const }),
);

const textLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    field: fc.constantFrom(
      'agent' as const,
      'queue' as const,
      'conversation' as const,
      'version' as const,
      'correlation' as const,
      'error' as const,
    ),
    match,
  }),
  fc.constantFrom('event', 'gap').map((type) => ({
    kind: 'text' as const,
    field: 'type' as const,
    match: { is: 'equal' as const, text: type },
  })),
);

const measure = (
  field: 'at' | 'happened' | 'lag' | 'for' | 'gap' | 'seq',
  value: fc.Arbitrary<Quantity>,
): fc.Arbitrary<Leaf> => compareOf(value).map((compare) => ({ kind: 'measure' as const, field, compare }));

export const arbitraryLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({
    kind: fc.constant('words' as const),
    where: fc.constantFrom('entry' as const, 'note' as const),
    words,
    isPrefix: fc.boolean(),
  }),
  regex.map((pattern) => ({ kind: 'anywhere' as const, match: pattern })),
  textLeaf,
  measure('at', time),
  measure('happened', time),
  measure('lag', duration),
  measure('for', duration),
  measure('gap', duration),
  measure('seq', number),
  fc.record({
    kind: fc.constant('flag' as const),
    field: fc.constantFrom(
      'pinned' as const,
      'note' as const,
      'refused' as const,
      'gap' as const,
      'error' as const,
    ),
    isSet: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('change' as const),
    side: fc.constant('to' as const),
    fact: fc.constantFrom('presence', 'routing-status', 'waiting', 'wrap-up', null),
    value: valueTest,
  }),
  fc.record({
    kind: fc.constant('change' as const),
    side: fc.constant('from' as const),
    fact: fc.constant(null),
    value: valueTest,
  }),
  fc.constantFrom('presence', 'waiting-voice', 'yes').map((fact) => ({
    kind: 'change' as const,
    side: 'from' as const,
    fact,
    value: { is: 'present' as const },
  })),
  fc.record({
    kind: fc.constant('path' as const),
    path: fc.record({
      from: fc.constant('body' as const),
      steps: fc.array(step, { minLength: 1, maxLength: 3 }),
    }),
    value: valueTest,
  }),
  fc.record({
    kind: fc.constant('path' as const),
    path: fc.constantFrom({ from: 'anywhere' as const, key: 'systemPresence' }),
    value: valueTest,
  }),
);

/** Filters in their plain form, which is the one that reading gives. */
export const arbitraryFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    arbitraryLeaf,
    fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((parts) => joined('and', parts)),
    fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((parts) => joined('or', parts)),
    tie('filter').map(negated),
  ),
})).filter;
