import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useConnection } from '../../app-context.ts';
import { useNow } from '../../ui/use-now.ts';
import { createAnnouncer } from './announcer.ts';
import { bannerView } from './banner.ts';

function createVoice() {
  const store = createStore(() => ({ status: '', alert: '' }));
  const announcer = createAnnouncer({
    say: (status) => {
      store.setState({ status });
    },
    now: () => Date.now(),
    schedule: (action, delayMs) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  return { store, announcer };
}

/**
 * Says aloud what the banner shows, once per change. Both regions are there, empty, from the start, because a region
 * that arrives together with its text is not read out.
 */
export function Voice() {
  const [{ store, announcer }] = useState(createVoice);
  const { status, alert } = useStore(store);
  const view = bannerView(
    useConnection((slice) => slice),
    useNow(),
  );
  const kind = view?.kind ?? null;
  const isFailed = kind === 'failed';
  const spoken = view?.spoken ?? null;

  useEffect(() => announcer.stop, [announcer]);
  // Said once for each kind of trouble, however its wording moves on with attempts and deadlines.
  useEffect(() => {
    if (spoken === null || isFailed) return;
    announcer.announce(spoken);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above: the sentence of the first moment counts
  }, [kind, isFailed, announcer]);
  useEffect(() => {
    store.setState({ alert: isFailed ? (spoken ?? '') : '' });
  }, [store, isFailed, spoken]);

  return (
    <div className="visually-hidden">
      <div role="status" aria-label="Connection status">
        {status}
      </div>
      <div role="alert" aria-label="Connection alert">
        {alert}
      </div>
    </div>
  );
}
