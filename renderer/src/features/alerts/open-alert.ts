import type { Alert } from '../../../../shared/model/alert.ts';
import type { AppParts } from '../../app-context.ts';

/** Shows what an alert is about: its entry on the timeline, or how the connection is. It has been read then. */
export function openAlert(
  { bridge, stores, sync }: AppParts,
  { id, profileId, position, isRead }: Alert,
): void {
  const view = position === null ? 'connection' : 'timeline';
  sync.reveal({ profileId, view, position, filter: null });
  const { activeProfileId } = stores.session.getState().settings;
  if (profileId !== activeProfileId) void bridge.showProfile({ profileId });
  if (!isRead) void bridge.readAlerts({ ids: [id] });
}
