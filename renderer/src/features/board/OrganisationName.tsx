import { useSession } from '../../app-context.ts';
import { OrganisationMark } from '../../ui/OrganisationMark.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { organisationViews } from '../profiles/organisations.ts';
import styles from './OrganisationName.module.css';

/** Whose group it is, where there are several organisations; and how the connection to that one is, unless it is live. */
export function OrganisationName({ profileId }: { readonly profileId: string }) {
  const settings = useSession((slice) => slice.settings);
  const statuses = useSession((slice) => slice.organisations);
  const now = useNowEvery(1000);
  if (settings.profiles.length < 2) return null;
  const view = organisationViews(settings, statuses, now).find((each) => each.profileId === profileId);
  if (view === undefined) return null;
  return (
    <span className={styles['organisation']}>
      <OrganisationMark colour={view.colour} />
      <bdi>{visibleText(view.name)}</bdi>
      {view.status.icon !== 'live' && <strong>{view.status.text}</strong>}
    </span>
  );
}
