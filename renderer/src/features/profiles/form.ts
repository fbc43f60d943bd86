import type { RegionId } from '../../../../shared/genesys/regions.ts';
import {
  colourOf,
  nextColour,
  type OrganisationColour,
} from '../../../../shared/model/organisation-colour.ts';
import type { Profile, ProfileDraft } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';

/** What the profile form holds while it is being filled in. */
export interface ProfileFields {
  readonly name: string;
  readonly where: 'region' | 'custom';
  readonly region: RegionId;
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly clientId: string;
  /** Empty keeps the stored secret. */
  readonly clientSecret: string;
  readonly colour: OrganisationColour;
  readonly extendsChannels: boolean;
}

export type FieldProblems = Partial<Record<keyof ProfileFields, string>>;

const EMPTY_FIELDS: Omit<ProfileFields, 'colour'> = {
  name: '',
  where: 'region',
  region: 'us-east-1',
  loginUrl: '',
  apiUrl: '',
  clientId: '',
  clientSecret: '',
  extendsChannels: false,
};

/** `others` are the profiles that are there already: a new one gets a colour that is free. */
export function fieldsOf(profile: Profile | undefined, others: readonly Profile[]): ProfileFields {
  if (profile === undefined) return { ...EMPTY_FIELDS, colour: nextColour(others.map(colourOf)) };
  const { name, clientId, target, extendsChannels = false } = profile;
  const known = { ...EMPTY_FIELDS, name, clientId, extendsChannels, colour: colourOf(profile) };
  switch (target.kind) {
    case 'region':
      return { ...known, region: target.region };
    case 'custom':
      return { ...known, where: 'custom', loginUrl: target.loginUrl, apiUrl: target.apiUrl };
    case 'practice':
      return known;
  }
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

function addressProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return t('Enter a whole address, such as https://login.mypurecloud.ie.');
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && LOOPBACK.includes(url.hostname)) return undefined;
  return t('The address must start with https://. Plain http is for this computer only.');
}

/** What stands in the way of using the form, field by field. */
export function fieldProblems(fields: ProfileFields, hasStoredSecret: boolean): FieldProblems {
  const problems: Record<string, string | undefined> = {
    name: fields.name.trim() === '' ? t('Enter a name that you will recognise.') : undefined,
    clientId: fields.clientId.trim() === '' ? t('Enter the client id of the OAuth client.') : undefined,
    clientSecret: fields.clientSecret === '' && !hasStoredSecret ? t('Enter the client secret.') : undefined,
    loginUrl: fields.where === 'custom' ? addressProblem(fields.loginUrl.trim()) : undefined,
    apiUrl: fields.where === 'custom' ? addressProblem(fields.apiUrl.trim()) : undefined,
  };
  return Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== undefined));
}

/** The fields once the keychain has this secret, for which the window has no further use. Another may be typed by then. */
export const withoutSecret =
  (kept: string) =>
  (fields: ProfileFields): ProfileFields =>
    fields.clientSecret === kept ? { ...fields, clientSecret: '' } : fields;

const origin = (address: string): string => new URL(address.trim()).origin;

/** The draft to send; the fields must have no problems. */
export function draftOf(fields: ProfileFields, profileId: string | undefined): ProfileDraft {
  const { where, region, loginUrl, apiUrl, clientSecret, colour } = fields;
  return {
    ...(profileId === undefined ? {} : { id: profileId }),
    name: fields.name.trim(),
    clientId: fields.clientId.trim(),
    colour,
    target:
      where === 'region'
        ? { kind: 'region', region }
        : { kind: 'custom', loginUrl: origin(loginUrl), apiUrl: origin(apiUrl) },
    ...(clientSecret === '' ? {} : { clientSecret }),
    ...(fields.extendsChannels ? { extendsChannels: true } : {}),
  };
}
