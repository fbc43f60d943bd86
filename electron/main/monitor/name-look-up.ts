import type { Directory } from '../../../shared/model/directory.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { toMonitorError } from '../base/failure.ts';
import { loadPresenceLabels, loadQueues, loadUsers } from '../genesys/lookup-api.ts';
import type { Session } from './session.ts';

/**
 * Looks the names up that events are shown with. What cannot be looked up is said once and left out: an id is
 * still an id, and the events do not wait for names.
 */
export async function lookUpNames(
  session: Session,
): Promise<{ readonly directory: Directory; readonly notices: readonly Notice[] }> {
  const notices: Notice[] = [];
  const attempt = async (what: string, load: typeof loadUsers): Promise<Readonly<Record<string, string>>> => {
    try {
      return await session.call(load);
    } catch (thrown) {
      const { code, message } = toMonitorError(thrown);
      // Anything else passes by itself, and the next look-up brings the names.
      if (code === 'auth/forbidden' || code === 'server/refused') {
        notices.push({
          id: `names-${what}`,
          severity: 'info',
          message: `Names of ${what} are not shown: ${message}`,
        });
      }
      return {};
    }
  };
  const [users, queues, presences] = await Promise.all([
    attempt('people', loadUsers),
    attempt('queues', loadQueues),
    attempt('presences', loadPresenceLabels),
  ]);
  return { directory: { users, queues, presences }, notices };
}
