import * as v from 'valibot';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { LINK_SCHEME, type Reveal } from '../../../shared/model/reveal.ts';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { VIEW_NAMES } from '../../../shared/model/view-name.ts';
import { t } from '../../../shared/text/t.ts';

/** Anybody can write a link, so nothing of it is taken that could not be one of ours. */
const MAX_LINK_LENGTH = 4_000;
const MAX_FILTER_LENGTH = 2_000;

const profileId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/));
const filter = v.pipe(
  v.string(),
  v.maxLength(MAX_FILTER_LENGTH),
  // Nothing that cannot be seen.
  v.regex(/^[^\p{C}]*$/u),
  v.check((text) => parseFilter(text).ok),
);
const place = v.variant('kind', [
  v.strictObject({
    kind: v.literal('view'),
    view: v.literal('timeline'),
    profile: v.exactOptional(profileId),
    filter: v.exactOptional(filter),
  }),
  v.strictObject({
    kind: v.literal('view'),
    view: v.picklist(VIEW_NAMES),
    profile: v.exactOptional(profileId),
  }),
  v.strictObject({
    kind: v.literal('event'),
    profile: profileId,
    position: v.pipe(v.string(), v.regex(/^[1-9]\d{0,15}$/), v.transform(Number), v.safeInteger()),
  }),
]);

/** The place that a link leads to, or null when it is none of Vigil's. */
export function parseLink(text: string): Reveal | null {
  if (text.length > MAX_LINK_LENGTH || !/^[\x21-\x7e]+$/.test(text) || !URL.canParse(text)) return null;
  const parsed = v.safeParse(place, partsOf(new URL(text)));
  if (!parsed.success) return null;
  const link = parsed.output;
  if (link.kind === 'event') {
    return { profileId: link.profile, view: 'timeline', position: link.position, filter: null };
  }
  const given = 'filter' in link ? link.filter : undefined;
  return { profileId: link.profile ?? null, view: link.view, position: null, filter: given ?? null };
}

/** What an address consists of, by name; something that is no place when it has parts that no link of ours has. */
function partsOf(url: URL): unknown {
  const hasMore = `${url.username}${url.password}${url.port}${url.hash}` !== '';
  if (url.protocol !== LINK_SCHEME || hasMore) return null;
  const [root, first, second, ...others] = url.pathname.split('/');
  if (root !== '' || others.length > 0) return null;
  const query = [...url.searchParams];
  const asked = Object.fromEntries(query);
  if (Object.keys(asked).length !== query.length) return null;
  if (url.host === 'view' && second === undefined) return { ...asked, kind: 'view', view: first };
  if (url.host === 'event' && url.search === '') return { kind: 'event', profile: first, position: second };
  return null;
}

/** The link among the arguments of a program; the first one counts. */
export const linkIn = (args: readonly string[]): string | null =>
  args.find((argument) => argument.toLowerCase().startsWith(LINK_SCHEME)) ?? null;

export interface LinkDeps {
  /** The organisations that are set up, and the one that is shown. */
  readonly organisations: () => {
    readonly profiles: readonly { readonly id: string }[];
    readonly activeProfileId: string;
  };
  /** Shows the organisation of the place, and then the place. */
  readonly reveal: (place: Reveal) => void;
  readonly tell: (notice: Notice) => void;
}

/**
 * Shows the place that a link leads to, or says calmly why not. A link does nothing else: it makes no profile, and
 * connects to nothing.
 */
export function followLink(text: string, { organisations, reveal, tell }: LinkDeps): void {
  const link = parseLink(text);
  if (link === null) {
    tell(
      refusal(
        t('A link into Vigil was not followed: Vigil does not know this kind of link. Nothing was changed.'),
      ),
    );
    return;
  }
  const { profiles, activeProfileId } = organisations();
  const profile = profiles.find(({ id }) => id === (link.profileId ?? activeProfileId));
  if (profile === undefined) {
    tell(
      refusal(t('A link into Vigil was not followed: it leads to an organisation that is not set up here.')),
    );
    return;
  }
  reveal({ ...link, profileId: profile.id });
}

const refusal = (message: string): Notice => ({ id: 'link-refused', severity: 'info', message });
