import { t } from '../../../../shared/text/t.ts';
import { useApp, useConnection, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';

/** Why nobody is on the board, and the next step. */
export function EmptyBoard() {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const status = useConnection((slice) => slice.report.state.status);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  if (status === 'signed-out' || status === 'stopped' || status === 'failed') {
    return (
      <Empty
        title={t('Not connected')}
        text={t('Once Vigil is connected, it can show teams, queues and people here.')}
      >
        <Button look="primary" onPress={() => void perform(bridge.connect({ profileId }))}>
          {t('Connect')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty
      title={t('Nobody is on the board yet')}
      text={t('Choose a team, a queue or people. You see what it takes before anything is subscribed to.')}
    >
      <Button
        look="primary"
        onPress={() => {
          stores.boardChoice.setState({ dialog: { kind: 'add', profileId } });
        }}
      >
        {t('Add to the board…')}
      </Button>
    </Empty>
  );
}
