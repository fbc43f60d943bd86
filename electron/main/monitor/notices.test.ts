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
    list.dismiss({ id: 'a', profileId: null });
    list.add([notice('a')]);
    expect(told).toEqual([[], ['a']]);
  });

  it('of something that goes on say how it stands now, also when the former word was dismissed', () => {
    const { list } = notices(notice('a'), notice('b'));
    list.put(notice('a', 'in other words'));
    expect(list.current()).toEqual([notice('b'), notice('a', 'in other words')]);
    list.dismiss({ id: 'a', profileId: null });
    list.put(notice('a', 'once more'));
    expect(list.current()).toEqual([notice('b'), notice('a', 'once more')]);
  });

  it('of two organisations are two, whatever they are called', () => {
    const { list } = notices();
    const [one, other] = ['acme', 'other'].map((profileId) => ({ ...notice('a'), profileId }));
    if (one === undefined || other === undefined) throw new Error('There are two.');
    list.add([one]);
    list.put(other);
    list.put({ ...other, message: 'in other words' });
    list.dismiss({ id: 'a', profileId: null });
    expect(list.current()).toEqual([one, { ...other, message: 'in other words' }]);
    list.dismiss({ id: 'a', profileId: 'acme' });
    expect(list.current()).toHaveLength(1);
  });
});
