import { t } from '../../../../shared/text/t.ts';
import { useApp, useConnection, usePerform, useSession } from '../../app-context.ts';
import { PathCheck } from '../path/PathCheck.tsx';
import { activeProfile } from '../../stores/session.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Facts, type Fact } from '../../ui/Facts.tsx';
import { useNow } from '../../ui/use-now.ts';
import { tryNowRefusal } from './banner.ts';
import { TryNowButton } from './ConnectionBanner.tsx';
import styles from './ConnectionView.module.css';
import { lineFacts, renewalFacts, stateFacts, stateSentence } from './facts.ts';
import { GapList } from './GapList.tsx';
import { Levers } from './Levers.tsx';
import { shardFacts } from './shards.ts';
import { StateIcon } from './StateIcon.tsx';
import { TrustCard } from './TrustCard.tsx';
import { useChip } from './use-chip.ts';

/** All there is to know about the connection, and for the practice org the means to break it. */
export function ConnectionView() {
  const now = useNow();
  const report = useConnection((slice) => slice.report);
  const isPractice = useSession((slice) => activeProfile(slice.settings)?.target.kind === 'practice');
  const shards = shardFacts(report, now);
  return (
    <div className={styles['view']}>
      <div className={styles['columns']}>
        <StateCard now={now} />
        <FactCard title={t('Token and channel')} facts={renewalFacts(report, now)} />
        <FactCard title={t('Line')} facts={lineFacts(report, now)} />
      </div>
      {shards.length > 0 && <FactCard title={t('Channels')} facts={shards} />}
      <TrustCard now={now} />
      <GapList now={now} />
      <PathCheck />
      {isPractice && <Levers />}
    </div>
  );
}

function FactCard({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  return (
    <section aria-label={title} className={styles['card']}>
      <h2>{title}</h2>
      <Facts facts={facts} />
    </section>
  );
}

function StateCard({ now }: { readonly now: number }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const report = useConnection((slice) => slice.report);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const view = useChip();
  const { status } = report.state;
  const isOver = status === 'signed-out' || status === 'stopped' || status === 'failed';
  const refusal = tryNowRefusal(report, now);
  const isEnding = report.state.status === 'live' && report.state.concern?.retryAt === null;
  const isWaiting = status === 'waiting' || status === 'offline';
  return (
    <section aria-label={t('State')} className={styles['card']}>
      <h2 className={classNames(styles['state'], styles[view.tone])}>
        <StateIcon name={view.icon} size={22} />
        <span aria-hidden="true">{view.text}</span>
        <span className="visually-hidden">{view.spoken}</span>
      </h2>
      <p>{stateSentence(report, now)}</p>
      <Facts facts={stateFacts(report, now)} />
      {refusal !== null && <p>{refusal}</p>}
      <div className={styles['actions']}>
        {isEnding && (
          <Button look="primary" onPress={() => void perform(bridge.connect({ profileId }))}>
            {t('Reconnect')}
          </Button>
        )}
        {isWaiting && <TryNowButton isTrying={false} refusal={refusal} />}
        {isOver ? (
          <Button look="primary" onPress={() => void perform(bridge.connect({ profileId }))}>
            {t('Connect')}
          </Button>
        ) : (
          <Button onPress={() => void perform(bridge.disconnect({ profileId }))}>{t('Disconnect')}</Button>
        )}
      </div>
    </section>
  );
}
