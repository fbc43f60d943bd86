import type { MonitorBridge } from '../../../../shared/ipc/contract.ts';
import type { ConnectionState, EpochMs } from '../../../../shared/model/connection-state.ts';
import type { Stores } from '../../stores/stores.ts';

export const liveSinceOf = (state: ConnectionState): EpochMs | null =>
  state.status === 'live' ? state.since : null;

/** Fetches what the organisation offers. `liveSince` is since when it was live as the question was decided on. */
export async function fetchCatalogue(
  bridge: Pick<MonitorBridge, 'listTopics'>,
  { topicChoice, connection, session }: Pick<Stores, 'topicChoice' | 'connection' | 'session'>,
  liveSince: EpochMs | null,
): Promise<void> {
  const { picture } = session.getState();
  topicChoice.setState({ loading: 'loading' });
  const answer = await bridge.listTopics(null);
  // Whatever another organisation offers has been asked for anew.
  if (picture !== session.getState().picture) return;
  if (answer.ok) {
    topicChoice.setState({ catalogue: answer.value, loading: 'ready' });
    return;
  }
  // It went live between the question and the refusal.
  const since = liveSinceOf(connection.getState().report.state);
  const isLate = since !== null && since !== liveSince;
  topicChoice.setState({ loading: isLate ? 'idle' : { failedWith: answer.error } });
}
