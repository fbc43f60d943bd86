import { useEffect } from 'react';
import { useApp, useConnection, useTopicChoice } from '../../app-context.ts';
import { fetchCatalogue, liveSinceOf } from './catalogue.ts';

/** Fetches what the organisation offers, once for each organisation and again when it goes live after a failure. */
export function useCatalogue(): void {
  const { bridge, stores } = useApp();
  const loading = useTopicChoice((slice) => slice.loading);
  // Another organisation may be live in the very frame in which the former one was: only the moment tells them apart.
  const liveSince = useConnection((slice) => liveSinceOf(slice.report.state));
  useEffect(() => {
    const hasFailed = typeof stores.topicChoice.getState().loading === 'object';
    if (loading !== 'idle' && !(hasFailed && liveSince !== null)) return;
    void fetchCatalogue(bridge, stores, liveSince);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a failure is retried when the line comes back, not at once
  }, [bridge, stores, loading === 'idle', liveSince]);
}
