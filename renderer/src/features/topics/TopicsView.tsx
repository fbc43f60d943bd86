import { useMemo } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useTopicChoice } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { countText } from '../../wording/time.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { ByHand } from './ByHand.tsx';
import { PartPicker } from './PartPicker.tsx';
import { PartTopics } from './PartTopics.tsx';
import { presetStates, togglePreset } from './presets.ts';
import { SubscribedTopics } from './SubscribedTopics.tsx';
import styles from './TopicsView.module.css';
import { useCatalogue } from './use-catalogue.ts';
import { useWanted } from './use-wanted.ts';

/** Which topics are subscribed to, what was refused and why, and what else there is. */
export function TopicsView() {
  useCatalogue();
  const openPart = useTopicChoice((slice) => slice.openPart);
  return (
    <div className={styles['view']}>
      <Presets />
      <div className={styles['panes']}>
        <PartPicker />
        <section className={styles['pane']} aria-label={t('Topics')}>
          {openPart === 'subscribed' && <SubscribedTopics />}
          {openPart === 'by-hand' && <ByHand />}
          {openPart.includes(':') && <PartTopics key={openPart} partKey={openPart} />}
        </section>
      </div>
      <ApplyBar />
    </div>
  );
}

/** Whole groups at a press. */
function Presets() {
  const directory = useSession((slice) => slice.directory);
  const catalogue = useTopicChoice((slice) => slice.catalogue);
  const { wanted, want } = useWanted();
  const states = useMemo(() => presetStates(directory, catalogue, wanted), [directory, catalogue, wanted]);
  if (states.length === 0) return <CatalogueState />;
  return (
    <div role="group" aria-label={t('Presets')} className={styles['presets']}>
      {states.map((state) => (
        <Button
          key={state.preset.id}
          aria-pressed={state.isOn}
          isDisabled={state.count === 0}
          className={classNames(state.isOn && styles['on'])}
          onPress={() => {
            want(togglePreset(state, directory, wanted));
          }}
        >
          {state.isOn ? '✓ ' : '+ '}
          {state.preset.label()}
          <span className={styles['count']}>{countText(state.count)}</span>
        </Button>
      ))}
    </div>
  );
}

/** Why there is nothing to choose from yet. */
function CatalogueState() {
  const { stores } = useApp();
  const loading = useTopicChoice((slice) => slice.loading);
  if (loading === 'ready') return null;
  if (typeof loading === 'object') {
    return (
      <div role="alert" className={styles['presets']}>
        <span>{`${t('The list of topics could not be fetched.')} ${loading.failedWith.message}`}</span>
        <Button
          onPress={() => {
            stores.topicChoice.setState({ loading: 'idle' });
          }}
        >
          {t('Try again')}
        </Button>
      </div>
    );
  }
  return <p className={styles['presets']}>{t('Fetching the list of topics…')}</p>;
}
