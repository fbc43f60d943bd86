import { assertNever } from '../../../shared/assert-never.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { OrganisationStatus } from '../../../shared/model/organisation.ts';
import { t } from '../../../shared/text/t.ts';

/** What the icon in the tray is drawn as; each has a shape of its own. The worst stands last. */
const TRAY_SHAPES = ['stopped', 'live', 'concern', 'waiting', 'failed'] as const;
export type TrayShape = (typeof TRAY_SHAPES)[number];

/** What there is to say in the tray. */
export interface TrayFacts {
  readonly organisations: readonly (OrganisationStatus & { readonly name: string })[];
  /** How many agents of the board are over their limit; null where that is not known. */
  readonly agentsOverLimit: number | null;
  readonly unreadAlerts: number;
  readonly areAlertsPaused: boolean;
}

export interface TrayView {
  readonly shape: TrayShape;
  /** Short sentences, the most important first. */
  readonly lines: readonly string[];
  readonly areAlertsPaused: boolean;
}

/** The worst state of all organisations in a shape and in words, and what waits for the user. */
export function trayView(facts: TrayFacts): TrayView {
  const { organisations, agentsOverLimit, unreadAlerts, areAlertsPaused } = facts;
  const worst = organisations
    .map((organisation) => ({ ...organisation, shape: shapeOf(organisation) }))
    .sort((one, other) => TRAY_SHAPES.indexOf(other.shape) - TRAY_SHAPES.indexOf(one.shape))[0];
  const state = worst === undefined ? t('Not connected') : stateText(worst);
  const named =
    organisations.length > 1 && worst !== undefined
      ? t('{name}: {state}', { name: worst.name, state })
      : state;
  const over = agentsOverLimit ?? 0;
  return {
    shape: worst?.shape ?? 'stopped',
    lines: [
      named,
      ...(over > 0 ? [t('{over, plural, one {# agent} other {# agents}} over the limit', { over })] : []),
      ...(unreadAlerts > 0
        ? [t('{unreadAlerts, plural, one {# unread alert} other {# unread alerts}}', { unreadAlerts })]
        : []),
      ...(areAlertsPaused ? [t('Alerts are paused')] : []),
    ],
    areAlertsPaused,
  };
}

function shapeOf({ state }: OrganisationStatus): TrayShape {
  switch (state.status) {
    case 'live':
      return state.concern === null ? 'live' : 'concern';
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
    case 'waiting':
    case 'offline':
      return 'waiting';
    case 'failed':
      return 'failed';
    case 'signed-out':
    case 'stopped':
      return 'stopped';
    default:
      return assertNever(state, 'connection state');
  }
}

function stateText({ state, openGap }: OrganisationStatus): string {
  switch (state.status) {
    case 'live':
      return state.concern === null ? t('Live') : t('Live, but it could not be renewed');
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return openGap === null
        ? t('Connecting…')
        : t('Not live since {time}', { time: timeText(openGap.from) });
    case 'waiting': {
      const next = timeText(state.retryAt);
      if (openGap === null) return t('Not live. Next try at {next}', { next });
      return t('Not live since {time}. Next try at {next}', { time: timeText(openGap.from), next });
    }
    case 'offline':
      return t('No network since {time}', { time: timeText(openGap?.from ?? state.since) });
    case 'failed':
      return t('Not live: open Vigil to see what to do');
    case 'signed-out':
    case 'stopped':
      return t('Not connected');
    default:
      return assertNever(state, 'connection state');
  }
}

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const timeText = (at: EpochMs): string => TIME.format(at);
