import { describe, expect, it } from 'vitest';
import { startLastView } from './last-view.ts';
import { createStores } from './stores/stores.ts';
import { EMPTY_SESSION } from './stores/session.ts';
import { ok } from './testing/fake-bridge.ts';

function setUp() {
  const stores = createStores();
  const remembered: string[] = [];
  const setLastView = ({ view }: { readonly view: string }) => {
    remembered.push(view);
    return ok(null);
  };
  startLastView({ setLastView }, stores);
  return { stores, remembered };
}

describe('the view that was used last', () => {
  it('is opened once it is known, and only then', () => {
    const { stores, remembered } = setUp();
    expect(stores.shell.getState().view).toBe('timeline');
    const settings = { ...EMPTY_SESSION.settings, lastView: 'board' } as const;
    stores.session.setState({ settings, loading: 'ready' });
    expect(stores.shell.getState().view).toBe('board');
    stores.shell.setState({ view: 'topics' });
    stores.session.setState({ settings: { ...settings }, loading: 'ready' });
    expect(stores.shell.getState().view).toBe('topics');
    expect(remembered).toEqual(['topics']);
  });
});
