import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useShell } from '../../app-context.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ProfileForm } from './ProfileForm.tsx';

/** The dialog to add or edit an organisation; shut when nothing is being edited. */
export function ProfileDialog() {
  const { stores } = useApp();
  const editing = useShell((slice) => slice.editing);
  const profiles = useSession((slice) => slice.settings.profiles);
  const profile = editing?.kind === 'saved' ? profiles.find(({ id }) => id === editing.profileId) : undefined;
  const close = (): void => {
    stores.shell.setState({ editing: null });
  };
  return (
    <Dialog
      title={
        profile === undefined ? t('Connect your organisation') : t('Edit {name}', { name: profile.name })
      }
      isOpen={editing !== null}
      onClose={close}
    >
      <ProfileForm profile={profile} onDone={close} />
    </Dialog>
  );
}
