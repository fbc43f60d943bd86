import { useLayoutEffect, useRef, useState } from 'react';
import { ProgressBar } from 'react-aria-components';
import { assertNever } from '../../../../shared/assert-never.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useConnection, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/use-now.ts';
import { bannerView, type BannerAction, type BannerView } from './banner.ts';
import styles from './ConnectionBanner.module.css';
import { StateIcon } from './StateIcon.tsx';
import { showLatestGap } from './show-gap.ts';

/** Tells of trouble with the connection and what can be done. It pushes the content down and never takes the focus. */
export function ConnectionBanner() {
  const slice = useConnection((now) => now);
  const view = bannerView(slice, useNow());
  if (view === null) return null;
  const isTrying = ['authorizing', 'opening-channel', 'connecting'].includes(slice.report.state.status);
  return (
    <section aria-label={t('Connection notice')} className={classNames(styles['banner'], styles[view.tone])}>
      <StateIcon name={view.icon} size={20} />
      <div className={styles['words']}>
        <p>
          <strong>{view.headline}</strong> {view.doing !== null && <Doing doing={view.doing} />}
        </p>
        <p className={styles['affected']}>{view.affected}</p>
        {view.refusal !== null && <p className={styles['affected']}>{view.refusal}</p>}
        {view.details !== null && (
          <details className={styles['details']}>
            <summary>{t('Details')}</summary>
            <p>{view.details}</p>
          </details>
        )}
      </div>
      <div className={styles['actions']}>
        {view.actions.map((action) => (
          <ActionButton key={action} action={action} isTrying={isTrying} refusal={view.refusal} />
        ))}
      </div>
    </section>
  );
}

function Doing({ doing }: { readonly doing: NonNullable<BannerView['doing']> }) {
  if (doing.shown === doing.still) return <span>{doing.shown}</span>;
  return (
    <>
      <span className={styles['countdown']} aria-hidden="true">
        {doing.shown}
      </span>
      <span className="visually-hidden">{doing.still}</span>
    </>
  );
}

interface ActionButtonProps {
  readonly action: BannerAction;
  readonly isTrying: boolean;
  readonly refusal: string | null;
}

function ActionButton({ action, isTrying, refusal }: ActionButtonProps) {
  const app = useApp();
  const { bridge, stores } = app;
  const perform = usePerform();
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  const ref = useFocusHeir();
  switch (action) {
    case 'try-now':
      return <TryNowButton isTrying={isTrying} refusal={refusal} />;
    case 'edit-profile':
      return (
        <Button
          ref={ref}
          look="primary"
          onPress={() => {
            stores.shell.setState({ editing: { kind: 'saved', profileId } });
          }}
        >
          {t('Edit organisation')}
        </Button>
      );
    case 'connect':
    case 'reconnect':
      return (
        <Button ref={ref} onPress={() => void perform(bridge.connect({ profileId }))}>
          {action === 'connect' ? t('Connect') : t('Reconnect')}
        </Button>
      );
    case 'show-gap':
      return (
        <Button
          ref={ref}
          onPress={() => {
            showLatestGap(app);
          }}
        >
          {t('Show it')}
        </Button>
      );
    default:
      return assertNever(action, 'banner action');
  }
}

/** After a press the button rests this long, so that impatience does not become hammering. */
const REST_MS = 2000;

/** Skips the current wait. Stays where it is and keeps the focus while a try is under way. */
export function TryNowButton({ isTrying, refusal }: Omit<ActionButtonProps, 'action'>) {
  const { bridge } = useApp();
  const perform = usePerform();
  const now = useNow();
  const [pressedAt, setPressedAt] = useState(0);
  const ref = useFocusHeir();
  const isResting = now - pressedAt < REST_MS;
  return (
    <Button
      ref={ref}
      isDisabled={refusal !== null}
      isPending={isTrying || isResting}
      onPress={() => {
        setPressedAt(Date.now());
        void perform(bridge.tryNow(null));
      }}
    >
      {(isTrying || isResting) && (
        <ProgressBar aria-label={t('Trying')} isIndeterminate className={styles['spinner'] ?? ''} />
      )}
      {t('Try now')}
    </Button>
  );
}

/** A button that disappears while it has the focus leaves it to the connection chip instead of to nobody. */
function useFocusHeir() {
  const ref = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const button = ref.current;
    return () => {
      if (button !== null && button === document.activeElement)
        document.getElementById('connection-chip')?.focus();
    };
  }, []);
  return ref;
}
