import { expect, test } from 'vitest';
import { planSubscriptions, type Subscriptions } from './subscription-plan.ts';

const rules = { lacksPermissions: ['analytics:userAggregate:view'], topicsAreCaseSensitive: true };
const nothing: Subscriptions = new Map();
const presenceOf = (name: string): string => `v2.users.${name}.presence`;
const held = (...topics: string[]): Subscriptions => new Map(topics.map((topic) => [topic, [topic]]));

function accepted(plan: ReturnType<typeof planSubscriptions>) {
  if (!plan.accepted) throw new Error(`Refused: ${plan.message}`);
  return plan;
}

test('adding keeps what was there and replacing does not', () => {
  const request = { current: held(presenceOf('a')), topicIds: [presenceOf('b')], ignoreErrors: false };
  const added = accepted(planSubscriptions({ ...request, mode: 'add' }, rules));
  const replaced = accepted(planSubscriptions({ ...request, mode: 'replace' }, rules));
  expect([...added.subscriptions.keys()]).toEqual([presenceOf('a'), presenceOf('b')]);
  expect([...replaced.subscriptions.keys()]).toEqual([presenceOf('b')]);
});

test('one bad topic fails the whole request', () => {
  const topicIds = [presenceOf('a'), 'v2.analytics.users.x.aggregates'];
  const plan = planSubscriptions({ current: nothing, topicIds, mode: 'add', ignoreErrors: false }, rules);
  expect(plan).toMatchObject({ accepted: false, status: 403, code: 'notification.unauthorized.topic' });
});

test('with ignoreErrors the good ones are taken and the bad ones listed with the reason', () => {
  const topicIds = [presenceOf('a'), 'v2.analytics.users.x.aggregates', 'v2.nonsense'];
  const plan = accepted(
    planSubscriptions({ current: nothing, topicIds, mode: 'add', ignoreErrors: true }, rules),
  );
  expect([...plan.subscriptions.keys()]).toEqual([presenceOf('a')]);
  expect(plan.listing).toMatchObject([
    { id: presenceOf('a'), state: 'Permitted' },
    {
      id: 'v2.analytics.users.x.aggregates',
      state: 'Rejected',
      missingPermissions: ['analytics:userAggregate:view'],
    },
    { id: 'v2.nonsense', state: 'Rejected' },
  ]);
});

test('each failing suffix of a combination gets its own entry while the combination is permitted', () => {
  const combined = 'v2.users.a?presence&shoesize&hatsize';
  const request = { current: nothing, topicIds: [combined], mode: 'replace', ignoreErrors: true } as const;
  const plan = accepted(planSubscriptions(request, rules));
  expect(plan.listing.map(({ id, state }) => `${id} ${state ?? ''}`)).toEqual([
    `${combined} Permitted`,
    'v2.users.a.shoesize Rejected',
    'v2.users.a.hatsize Rejected',
  ]);
});

test('a combination of which nothing is left is rejected as well', () => {
  const request = {
    current: nothing,
    topicIds: ['v2.users.a?shoesize'],
    mode: 'replace',
    ignoreErrors: true,
  } as const;
  const plan = accepted(planSubscriptions(request, rules));
  expect(plan.subscriptions.size).toBe(0);
  expect(plan.listing.map((entry) => entry.state)).toEqual(['Rejected', 'Rejected']);
});

test('a channel takes a thousand topics, a combination counting once, and not one more', () => {
  const thousand = Array.from(
    { length: 1000 },
    (_, index) => `v2.users.u${String(index)}?presence&routingStatus`,
  );
  const full = accepted(
    planSubscriptions({ current: nothing, topicIds: thousand, mode: 'replace', ignoreErrors: false }, rules),
  );
  expect(full.subscriptions.size).toBe(1000);
  const again = planSubscriptions(
    { current: full.subscriptions, topicIds: thousand.slice(0, 5), mode: 'add', ignoreErrors: false },
    rules,
  );
  expect(again.accepted).toBe(true);
  const oneMore = planSubscriptions(
    { current: full.subscriptions, topicIds: [presenceOf('one-more')], mode: 'add', ignoreErrors: true },
    rules,
  );
  expect(oneMore).toMatchObject({
    accepted: false,
    status: 400,
    code: 'notification.subscription.too.many.subscriptions',
  });
});
