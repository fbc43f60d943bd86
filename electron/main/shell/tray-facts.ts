import { NO_ALERTS, type AlertsView } from '../../../shared/model/alert.ts';
import type { OrganisationStatus } from '../../../shared/model/organisation.ts';
import type { SettingsView } from '../../../shared/model/snapshot.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { trayView, type TrayView } from './tray-view.ts';

export interface TrayFactsKeeper {
  /** The window counts: it is what draws the board. */
  readonly countOverLimit: (agents: number | null) => void;
  readonly stop: () => void;
}

/** Shows in the tray how the organisations stand that are wanted connected, and how many agents are over their limit. */
export function keepTrayCurrent(options: {
  readonly monitor: Pick<Monitor, 'on'>;
  readonly settings: () => Pick<SettingsView, 'profiles' | 'connectedProfileIds'>;
  readonly show: (view: TrayView) => void;
}): TrayFactsKeeper {
  const { monitor, settings, show } = options;
  let known: readonly OrganisationStatus[] = [];
  let alerts: Pick<AlertsView, 'unread' | 'pausedUntil'> = NO_ALERTS;
  let agentsOverLimit: number | null = null;
  const draw = (): void => {
    const { profiles, connectedProfileIds } = settings();
    const organisations = known
      .filter(({ profileId }) => connectedProfileIds.includes(profileId))
      .map((status) => ({ ...status, name: profiles.find(({ id }) => id === status.profileId)?.name ?? '' }));
    const { unread: unreadAlerts, pausedUntil } = alerts;
    const areAlertsPaused = pausedUntil !== null;
    show(trayView({ organisations, agentsOverLimit, unreadAlerts, areAlertsPaused }));
  };
  const stops = [
    monitor.on('organisations', (organisations) => {
      known = organisations;
      draw();
    }),
    monitor.on('alerts', (view) => {
      alerts = view;
      draw();
    }),
    monitor.on('settings', draw),
  ];
  draw();
  return {
    countOverLimit: (agents) => {
      agentsOverLimit = agents;
      draw();
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
