import { t } from '../../../../shared/text/t.ts';
import { useApp, useConnection, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';

/** Why there is nothing to see, and the next step. */
export function EmptyTimeline({ isFiltered }: { readonly isFiltered: boolean }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const status = useConnection((slice) => slice.report.state.status);
  const topics = useSession((slice) => slice.subscriptions.length);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  if (isFiltered) {
    return (
      <Empty
        title={t('Nothing matches')}
        text={t(
          'No entry of the whole history passes the filter. New ones that do appear here as they arrive.',
        )}
      >
        <Button
          onPress={() => {
            stores.timeline.setState({ filter: '' });
          }}
        >
          {t('Clear the filter')}
        </Button>
      </Empty>
    );
  }
  if (status === 'signed-out' || status === 'stopped' || status === 'failed') {
    return (
      <Empty title={t('Not connected')} text={t('Events appear here as they arrive.')}>
        <Button look="primary" onPress={() => void perform(bridge.connect({ profileId }))}>
          {t('Connect')}
        </Button>
      </Empty>
    );
  }
  if (topics === 0) {
    return (
      <Empty
        title={t('No topics yet')}
        text={t('Choose the people, queues and topics that you want to watch.')}
      >
        <Button
          look="primary"
          onPress={() => {
            stores.shell.setState({ view: 'topics' });
          }}
        >
          {t('Choose topics')}
        </Button>
      </Empty>
    );
  }
  return (
    <Empty
      title={t('Nothing has happened yet')}
      text={t('Vigil is listening. Events appear here as they arrive.')}
    />
  );
}
