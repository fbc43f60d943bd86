import type { ViewName } from './view-name.ts';

/** A place in the window that somebody points at from outside of it. */
export interface Reveal {
  /** Whose it is; null for the organisation that is shown anyway. */
  readonly profileId: string | null;
  readonly view: ViewName;
  /** An entry of the timeline. */
  readonly position: number | null;
  /** A filter of the timeline; null leaves the one that is there. */
  readonly filter: string | null;
}

/** The scheme of links into Vigil. */
export const LINK_SCHEME = 'vigil:';

/** The link that leads to a place: `vigil://event/acme/48210`, `vigil://view/timeline?profile=acme&filter=…`. */
export function linkTo({ profileId, view, position, filter }: Reveal): string {
  if (position !== null && profileId !== null) {
    return `${LINK_SCHEME}//event/${encodeURIComponent(profileId)}/${String(position)}`;
  }
  const asked = new URLSearchParams();
  if (profileId !== null) asked.set('profile', profileId);
  if (filter !== null && filter !== '') asked.set('filter', filter);
  const query = asked.toString();
  return `${LINK_SCHEME}//view/${view}${query === '' ? '' : `?${query}`}`;
}
