import type { Alert } from '../../../../shared/model/alert.ts';
import type { Reveal } from '../../../../shared/model/reveal.ts';
import type { AppParts } from '../../app-context.ts';

/** Shows what an alert is about: its entry on the timeline, or how the connection is. It has been read then. */
export function openAlert(app: AppParts, { id, profileId, position, isRead }: Alert): void {
  const view = position === null ? 'connection' : 'timeline';
  showPlace(app, { profileId, view, position, filter: null });
  if (!isRead) void app.bridge.readAlerts({ ids: [id] });
}

/** Shows a place of an organisation, whichever is shown now. */
export function showPlace(
  { bridge, stores, sync }: Pick<AppParts, 'bridge' | 'stores' | 'sync'>,
  place: Reveal & { readonly profileId: string },
): void {
  sync.reveal(place);
  const { activeProfileId } = stores.session.getState().settings;
  if (place.profileId !== activeProfileId) void bridge.showProfile({ profileId: place.profileId });
}
