import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { Notices } from './notices.ts';

const notice = (id: string, message = id): Notice => ({ id, severity: 'info', message });

function notices(...initial: readonly Notice[]) {
  const told: (readonly string[])[] = [];
  const list = new Notices(initial, (all) => told.push(all.map(({ id }) => id)));
  return { list, told };
}

describe('notices', () => {
  it('begin with what the entry point has to say', () => {
    expect(notices(notice('a')).list.current()).toEqual([notice('a')]);
  });

  it('are told when one is new, and not when it was said already', () => {
    const { list, told } = notices(notice('a'));
    list.add([notice('b')]);
    list.add([notice('a', 'in other words'), notice('b')]);
    list.add([]);
    expect(told).toEqual([['a', 'b']]);
    expect(list.current()).toEqual([notice('a'), notice('b')]);
  });

  it('may be dismissed, and said again later', () => {
    const { list, told } = notices(notice('a'));
    list.dismiss('a');
    list.add([notice('a')]);
    expect(told).toEqual([[], ['a']]);
  });
});
