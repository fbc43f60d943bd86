import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { BUILT_IN_VIEWS, MAX_VIEWS } from '../../../shared/model/saved-view.ts';
import { formatSettings, parseSettings } from './settings-format.ts';
import { FIRST_SETTINGS, type Settings } from './settings.ts';
import { withoutView, withView } from './views.ts';

const away = { name: 'Away', filter: 'presence:Away for:>10m' };

describe('saved views', () => {
  it('are added at the end, and replaced in place whatever the case of the name', () => {
    const two = withView(withView(FIRST_SETTINGS, away), {
      name: '  Gaps   of today ',
      filter: 'gap:yes at:today ',
    });
    expect(two.views).toEqual([away, { name: 'Gaps of today', filter: 'gap:yes at:today' }]);
    expect(withView(two, { name: 'AWAY', filter: 'a' }).views[0]).toEqual({ name: 'AWAY', filter: 'a' });
    expect(withoutView(two, 'away').views).toEqual(two.views.slice(1));
    expect(withoutView(two, 'gone')).toEqual(two);
  });

  it.each([
    [{ name: ' ', filter: 'a' }, 'needs a name'],
    [{ name: 'x'.repeat(61), filter: 'a' }, 'too long'],
    [{ name: 'errors AND gaps', filter: 'a' }, 'a view of Vigil itself'],
    [{ name: 'x', filter: '(a' }, 'A closing bracket is missing'],
    [{ name: 'x', filter: ' ' }, 'no filter to save'],
  ])('are refused with what to correct: %j', (view, message) => {
    expect(() => withView(FIRST_SETTINGS, view)).toThrow(message);
  });

  it('end at a number that no menu shows', () => {
    let settings: Settings = FIRST_SETTINGS;
    for (let count = 0; count < MAX_VIEWS; count += 1) {
      settings = withView(settings, { name: `View ${String(count)}`, filter: 'a' });
    }
    expect(() => withView(settings, away)).toThrow('100 views');
    expect(withView(settings, { name: 'View 7', filter: 'b' }).views[7]?.filter).toBe('b');
  });

  it('come back from the file; one of an older Vigil has none', () => {
    const settings = withView(FIRST_SETTINGS, away);
    expect(parseSettings(formatSettings(settings))).toEqual({ outcome: 'read', settings });
    const { views, ...older } = FIRST_SETTINGS;
    expect(views).toEqual([]);
    const text = JSON.stringify({ version: 1, ...older });
    expect(parseSettings(text)).toEqual({ outcome: 'read', settings: FIRST_SETTINGS });
  });

  it('that are built in can all be read', () => {
    expect(BUILT_IN_VIEWS.map(({ filter }) => parseFilter(filter).ok)).toEqual(
      BUILT_IN_VIEWS.map(() => true),
    );
  });
});
