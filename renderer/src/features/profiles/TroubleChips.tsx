import { useApp, usePerform, useRecordings, useSession } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { OrganisationMark } from '../../ui/OrganisationMark.tsx';
import { useNowEvery } from '../../ui/use-now.ts';
import { StateIcon } from '../connection/StateIcon.tsx';
import { organisationViews, type OrganisationView } from './organisations.ts';
import { StatusWords } from './StatusWords.tsx';
import styles from './TroubleChips.module.css';

/** Organisations that are not shown and are in trouble; pressing one shows it, and its connection. */
export function TroubleChips() {
  const settings = useSession((slice) => slice.settings);
  const statuses = useSession((slice) => slice.organisations);
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  const now = useNowEvery(1000);
  if (isReplay) return null;
  const troubled = organisationViews(settings, statuses, now).filter(
    ({ isShown, isInTrouble }) => !isShown && isInTrouble,
  );
  return troubled.map((organisation) => (
    <TroubleChip key={organisation.profileId} organisation={organisation} />
  ));
}

function TroubleChip({ organisation }: { readonly organisation: OrganisationView }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const { profileId, name, colour, status } = organisation;
  async function show(): Promise<void> {
    const isShown = await perform(bridge.showProfile({ profileId }));
    if (isShown) stores.shell.setState({ view: 'connection' });
  }
  return (
    <Button
      look="quiet"
      className={classNames(styles['chip'], styles[status.tone])}
      onPress={() => void show()}
    >
      <OrganisationMark colour={colour} />
      <StateIcon name={status.icon} />
      <span className={styles['text']}>
        {name}: <StatusWords status={status} />
      </span>
    </Button>
  );
}
