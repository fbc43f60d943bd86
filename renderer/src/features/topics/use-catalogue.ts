import { useEffect } from 'react';
import { useApp, useConnection, useTopicChoice } from '../../app-context.ts';

/** Fetches what the organisation offers, once for each organisation and again when it goes live after a failure. */
export function useCatalogue(): void {
  const { bridge, stores } = useApp();
  const loading = useTopicChoice((slice) => slice.loading);
  const isLive = useConnection((slice) => slice.report.state.status === 'live');
  useEffect(() => {
    const { topicChoice, connection } = stores;
    const hasFailed = typeof topicChoice.getState().loading === 'object';
    if (loading !== 'idle' && !(hasFailed && isLive)) return;
    topicChoice.setState({ loading: 'loading' });
    void bridge.listTopics(null).then((answer) => {
      if (answer.ok) {
        topicChoice.setState({ catalogue: answer.value, loading: 'ready' });
        return;
      }
      // It went live between the question and the refusal.
      const isLate = !isLive && connection.getState().report.state.status === 'live';
      topicChoice.setState({ loading: isLate ? 'idle' : { failedWith: answer.error } });
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a failure is retried when the line comes back, not at once
  }, [bridge, stores, loading === 'idle', isLive]);
}
