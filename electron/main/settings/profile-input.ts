import {
  PRACTICE_PROFILE_ID,
  type Profile,
  type ProfileDraft,
  type ProfileTarget,
} from '../../../shared/model/profile.ts';
import { colourOf, nextColour } from '../../../shared/model/organisation-colour.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { orgUrlsOf, type RemoteTarget } from './org-url.ts';
import { profileOf, type Settings } from './settings.ts';

export const MAX_NAME_LENGTH = 80;
export const MAX_CLIENT_ID_LENGTH = 200;

/**
 * The profile that a draft describes, cleaned up: spaces trimmed, addresses cut to their origin, topics and
 * limits kept from the profile it replaces. Throws a `Failure` (`input/invalid`) that says what to correct.
 *
 * @param newId Makes the id of a new profile.
 */
export function profileFromDraft(draft: ProfileDraft, settings: Settings, newId: () => string): Profile {
  if (draft.id === PRACTICE_PROFILE_ID) throw invalid(t('The practice org cannot be changed.'));
  const former = draft.id === undefined ? null : profileOf(settings, draft.id);
  const others = settings.profiles.filter(({ id }) => id !== draft.id);
  return {
    id: former?.id ?? newId(),
    name: checkName(draft.name, others),
    target: checkTarget(draft.target),
    clientId: checkClientId(draft.clientId),
    topics: former?.topics ?? [],
    colour: draft.colour ?? former?.colour ?? nextColour(others.map(colourOf)),
    ...(former?.retention === undefined ? {} : { retention: former.retention }),
    ...(former?.groups === undefined ? {} : { groups: former.groups }),
    ...(former?.limits === undefined ? {} : { limits: former.limits }),
    ...(draft.extendsChannels === true ? { extendsChannels: true } : {}),
  };
}

/** The client secret that a draft brings along, or null when the stored one stays. */
export function secretFromDraft(draft: ProfileDraft): string | null {
  const secret = draft.clientSecret?.trim() ?? '';
  return secret === '' ? null : secret;
}

function checkName(text: string, others: readonly Profile[]): string {
  const name = text.trim().replace(/\s+/g, ' ');
  if (name === '') throw invalid(t('The organisation needs a name, for example "Acme EU".'));
  if (name.length > MAX_NAME_LENGTH) {
    throw invalid(t('The name is too long: at most {most} characters.', { most: MAX_NAME_LENGTH }));
  }
  if (others.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
    throw invalid(t('There is already an organisation named "{name}". Choose another name.', { name }));
  }
  return name;
}

/** Names the organisation in one way only, so that equal targets compare equal. */
function checkTarget(target: ProfileTarget): RemoteTarget {
  if (target.kind === 'practice') {
    throw invalid(t('The practice org is already there. Choose a region or a custom address.'));
  }
  const urls = orgUrlsOf(target);
  return target.kind === 'custom' ? { kind: 'custom', ...urls } : target;
}

/** Genesys Cloud client ids are UUIDs, but that is no promise, so only the obviously wrong is refused. */
function checkClientId(text: string): string {
  const clientId = text.trim();
  if (clientId === '') throw invalid(t('The client id is empty. Copy it from Admin › Integrations › OAuth.'));
  if (clientId.length > MAX_CLIENT_ID_LENGTH || !/^[\x21-\x7e]+$/.test(clientId)) {
    throw invalid(t('The client id has characters that no client id has. Copy it again.'));
  }
  return clientId;
}

function invalid(message: string): Failure {
  return new Failure({ code: 'input/invalid', message });
}
