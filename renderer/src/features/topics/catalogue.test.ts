import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../shared/ipc/contract.ts';
import type { MonitorError } from '../../../../shared/model/monitor-error.ts';
import type { CatalogueTopic } from '../../../../shared/model/topic.ts';
import type { Result } from '../../../../shared/model/result.ts';
import { createStores } from '../../stores/stores.ts';
import { startSync, type Sync } from '../../sync.ts';
import { createFakeBridge, settled } from '../../testing/fake-bridge.ts';
import { fetchCatalogue } from './catalogue.ts';

const syncs: Sync[] = [];

afterEach(() => {
  for (const sync of syncs.splice(0)) sync.stop();
});

const topicsOf = (organisation: string): readonly CatalogueTopic[] => [
  {
    template: `v2.${organisation}`,
    family: organisation,
    ...{ description: '', parameters: [], overWebSocket: true, isPreview: false, needsUser: false },
    requiredPermissions: [],
  },
];

const refused: MonitorError = { code: 'internal/unexpected', message: 'Not now.' };

/** A window whose questions for topics are answered by hand. */
async function start() {
  const answers: ((answer: Result<Answer<'listTopics'>>) => void)[] = [];
  const fake = createFakeBridge({
    listTopics: () =>
      new Promise((resolve) => {
        answers.push(resolve);
      }),
  });
  const stores = createStores();
  syncs.push(
    startSync(fake.bridge, stores, (work) => {
      work();
      return () => undefined;
    }),
  );
  await settled();
  const goTo = (activeProfileId: string) => {
    fake.push('settings', { ...stores.session.getState().settings, activeProfileId });
  };
  const fetch = () => fetchCatalogue(fake.bridge, stores, null);
  return { answers, fetch, goTo, choice: () => stores.topicChoice.getState() };
}

describe('the topics that an organisation offers', () => {
  it('are kept, or why they could not be had', async () => {
    const { answers, fetch, choice } = await start();
    const first = fetch();
    expect(choice().loading).toBe('loading');
    answers[0]?.({ ok: false, error: refused });
    await first;
    expect(choice().loading).toEqual({ failedWith: refused });
    const second = fetch();
    answers[1]?.({ ok: true, value: topicsOf('acme') });
    await second;
    expect(choice()).toMatchObject({ catalogue: topicsOf('acme'), loading: 'ready' });
  });

  it('are not those of an organisation that was left meanwhile', async () => {
    const { answers, fetch, goTo, choice } = await start();
    const former = fetch();
    goTo('another');
    await settled();
    const present = fetch();
    answers[1]?.({ ok: true, value: topicsOf('another') });
    await present;
    answers[0]?.({ ok: true, value: topicsOf('acme') });
    await former;
    expect(choice()).toMatchObject({ catalogue: topicsOf('another'), loading: 'ready' });
  });

  it('are not refused for what the former organisation was', async () => {
    const { answers, fetch, goTo, choice } = await start();
    const former = fetch();
    goTo('another');
    answers[0]?.({ ok: false, error: refused });
    await former;
    expect(choice().loading).toBe('idle');
  });
});
