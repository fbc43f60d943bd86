import { colourOf, type OrganisationColour } from '../../../../shared/model/organisation-colour.ts';
import { useRecordings, useSession } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';
import { activeProfile } from '../../stores/session.ts';

interface NamedOrganisation {
  readonly name: string;
  readonly colour: OrganisationColour;
}

/** The organisation that the window shows, where there are several to tell apart; null in a replay. */
export function useNamedOrganisation(): NamedOrganisation | null {
  const shown = useSession(({ settings }) =>
    settings.profiles.length > 1 ? activeProfile(settings) : undefined,
  );
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  if (shown === undefined || isReplay) return null;
  return { name: shown.name, colour: colourOf(shown) };
}
