import { assertNever } from '../../../../shared/assert-never.ts';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { OrganisationStatus } from '../../../../shared/model/organisation.ts';
import { colourOf, type OrganisationColour } from '../../../../shared/model/organisation-colour.ts';
import type { SettingsView } from '../../../../shared/model/snapshot.ts';
import { t } from '../../../../shared/text/t.ts';
import { BLIP_MS } from '../../stores/connection.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { countdownText, momentText } from '../../wording/time.ts';
import type { StateIcon, Tone } from '../connection/chip.ts';

/** How an organisation stands, in a shape and in words. */
export interface StatusView {
  readonly icon: StateIcon;
  readonly tone: Tone;
  readonly text: string;
  /** The same for screen readers, without a countdown. */
  readonly spoken: string;
}

/** An organisation as the switcher lists it. */
export interface OrganisationView {
  readonly profileId: string;
  readonly name: string;
  readonly colour: OrganisationColour;
  readonly isPractice: boolean;
  readonly isShown: boolean;
  /** Whether it is meant to be connected, however its connection stands. */
  readonly isWanted: boolean;
  readonly status: StatusView;
  /** In trouble for longer than a blip. */
  readonly isInTrouble: boolean;
}

export function organisationViews(
  { profiles, activeProfileId, connectedProfileIds }: SettingsView,
  statuses: readonly OrganisationStatus[],
  now: EpochMs,
): readonly OrganisationView[] {
  return profiles.map((profile) => {
    const { id, name, target } = profile;
    const known = statuses.find(({ profileId }) => profileId === id);
    const status = known ?? { profileId: id, state: { status: 'signed-out' }, openGap: null };
    return {
      profileId: id,
      name,
      colour: colourOf(profile),
      isPractice: target.kind === 'practice',
      isShown: id === activeProfileId,
      isWanted: connectedProfileIds.includes(id),
      status: statusView(status, now),
      isInTrouble: isInTrouble(status, now),
    };
  });
}

const view = (icon: StateIcon, tone: Tone, text: string, spoken = text): StatusView => ({
  icon,
  tone,
  text,
  spoken,
});

function statusView({ state, openGap }: OrganisationStatus, now: EpochMs): StatusView {
  switch (state.status) {
    case 'signed-out':
    case 'stopped':
      return view('stopped', 'neutral', t('Not connected'));
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return openGap === null
        ? view('connecting', 'info', t('Connecting…'))
        : view('connecting', 'warn', t('Reconnecting…'));
    case 'live':
      if (state.concern === null) return view('live', 'ok', t('Live'));
      return state.concern.retryAt === null
        ? view('action-needed', 'bad', t('Live, but cannot be renewed'))
        : view('partly-live', 'warn', t('Live, renewal is tried again'));
    case 'waiting':
      return view(
        'waiting',
        'warn',
        t('Next try {countdown}', { countdown: countdownText(state.retryAt, now) }),
        t('Next try at {moment}', { moment: momentText(state.retryAt, now) }),
      );
    case 'offline':
      return view('offline', 'warn', t('No network'));
    case 'failed':
      return view(
        'action-needed',
        'bad',
        t('Action needed: {problem}', { problem: errorHeadline(state.cause) }),
      );
    default:
      return assertNever(state, 'connection state');
  }
}

/** A renewal that is tried again loses nothing; whatever else is not as it should be is worth a word after a while. */
function isInTrouble({ state, openGap }: OrganisationStatus, now: EpochMs): boolean {
  switch (state.status) {
    case 'signed-out':
    case 'stopped':
      return false;
    case 'live':
      return state.concern?.retryAt === null;
    case 'failed':
      return true;
    case 'authorizing':
    case 'opening-channel':
    case 'connecting':
      return openGap !== null && now - openGap.from >= BLIP_MS;
    case 'waiting':
    case 'offline':
      return now - (openGap?.from ?? state.since) >= BLIP_MS;
    default:
      return assertNever(state, 'connection state');
  }
}
