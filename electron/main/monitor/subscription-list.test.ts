import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../../shared/model/subscription.ts';
import { SubscriptionList } from './subscription-list.ts';

const confirmed = (topic: string): Subscription => ({ topic, status: 'confirmed' });
const pending = (topic: string): Subscription => ({ topic, status: 'pending' });
const refused = (topic: string, reason: string): Subscription => ({
  topic,
  status: 'refused',
  reason,
  missingPermissions: ['quality:evaluation:view'],
});

function listOf(...topics: readonly string[]): SubscriptionList {
  const list = new SubscriptionList();
  list.want(topics);
  return list;
}

describe('the list of subscriptions', () => {
  it('lets wanted topics wait for an answer, in the order they are wanted', () => {
    expect(listOf('b', 'a').current()).toEqual([pending('b'), pending('a')]);
  });

  it('takes answers and says which of them are news', () => {
    const list = listOf('a', 'b', 'c');
    const answers = [refused('b', 'no permission'), confirmed('a')];
    expect(list.settle(answers)).toEqual([confirmed('a'), refused('b', 'no permission')]);
    expect(list.current()).toEqual([confirmed('a'), refused('b', 'no permission'), pending('c')]);
    expect(list.settle(answers)).toEqual([]);
  });

  it('tells of another reason, and of a topic that is refused later', () => {
    const list = listOf('a', 'b');
    list.settle([refused('a', 'one'), confirmed('b')]);
    const answers = [refused('a', 'two'), refused('b', 'one')];
    expect(list.settle(answers)).toEqual(answers);
  });

  it('passes over answers to topics that nobody wants any more', () => {
    const list = listOf('a');
    expect(list.settle([confirmed('z')])).toEqual([]);
    expect(list.current()).toEqual([pending('a')]);
  });

  it('keeps what is known of topics that stay', () => {
    const list = listOf('a', 'b');
    list.settle([confirmed('a'), confirmed('b')]);
    list.want(['c', 'b']);
    expect(list.current()).toEqual([pending('c'), confirmed('b')]);
    list.want(['a']);
    expect(list.current()).toEqual([pending('a')]);
  });

  it('asks anew in another session', () => {
    const list = listOf('a');
    list.settle([confirmed('a')]);
    list.reset(['a', 'b']);
    expect(list.current()).toEqual([pending('a'), pending('b')]);
    expect(list.settle([confirmed('a')])).toEqual([confirmed('a')]);
  });
});
