import { useEffect } from 'react';
import type { ConnectionState, EpochMs } from '../../../../shared/model/connection-state.ts';
import { useApp, useConnection, useTopicChoice } from '../../app-context.ts';

/** Fetches what the organisation offers, once for each organisation and again when it goes live after a failure. */
export function useCatalogue(): void {
  const { bridge, stores } = useApp();
  const loading = useTopicChoice((slice) => slice.loading);
  // Another organisation may be live in the very frame in which the former one was: only the moment tells them apart.
  const liveSince = useConnection((slice) => liveSinceOf(slice.report.state));
  useEffect(() => {
    const { topicChoice, connection } = stores;
    const hasFailed = typeof topicChoice.getState().loading === 'object';
    if (loading !== 'idle' && !(hasFailed && liveSince !== null)) return;
    topicChoice.setState({ loading: 'loading' });
    void bridge.listTopics(null).then((answer) => {
      if (answer.ok) {
        topicChoice.setState({ catalogue: answer.value, loading: 'ready' });
        return;
      }
      // It went live between the question and the refusal.
      const since = liveSinceOf(connection.getState().report.state);
      const isLate = since !== null && since !== liveSince;
      topicChoice.setState({ loading: isLate ? 'idle' : { failedWith: answer.error } });
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a failure is retried when the line comes back, not at once
  }, [bridge, stores, loading === 'idle', liveSince]);
}

const liveSinceOf = (state: ConnectionState): EpochMs | null =>
  state.status === 'live' ? state.since : null;
