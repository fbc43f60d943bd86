import { KeyRound, TriangleAlert } from 'lucide-react';
import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { t } from '../../../../shared/text/t.ts';
import { useConnection, useCoverage, useGaps, usePulse, useSession } from '../../app-context.ts';
import { eventCount } from '../../stores/pulse.ts';
import { useNow } from '../../ui/use-now.ts';
import { gapRows, openLoss } from '../connection/gap-rows.ts';
import { trustSentence, trustText } from '../connection/trust.ts';
import { useTrust } from '../connection/use-trust.ts';
import styles from './Footer.module.css';
import { OutcomeText } from './Outcome.tsx';
import { StorageUsed } from './StorageUsed.tsx';
import { gapsText, secretStorageText, topicsText } from './wording.ts';

/** Counts that tell whether all is as expected, and where secrets are kept. */
export function Footer() {
  const events = usePulse(eventCount);
  const topics = useSession((slice) => slice.subscriptions.length);
  const shards = useConnection((slice) => slice.report.shards.length);
  const coverage = useCoverage((known) => known);
  const gaps = useGaps((slice) => gapRows(slice.gaps, coverage).length);
  const isGapReported = useConnection((slice) => slice.report.openGap !== null);
  const isGapOpen = isGapReported || openLoss(coverage) !== null;
  const storage = useSession((slice) => slice.settings.secretStorage);
  return (
    <footer className={styles['footer']}>
      <span>{t('{events, plural, one {# event} other {# events}}', { events })}</span>
      <span>{topicsText(topics, shards)}</span>
      <span>{gapsText(gaps, isGapOpen)}</span>
      <TrustOfShift />
      <OutcomeText />
      <span className={styles['space']} />
      <StorageUsed />
      <Storage storage={storage} />
    </footer>
  );
}

/** Ticks by itself: while a gap is open, the figure falls. */
function TrustOfShift() {
  const now = useNow();
  const trust = useTrust(now);
  const text = trustText(trust);
  if (text === null) return null;
  return (
    <span className={trust.gapMs > 0 ? styles['warning'] : undefined} title={trustSentence(trust, now)}>
      {text}
    </span>
  );
}

function Storage({ storage }: { readonly storage: SecretStorage }) {
  const isMemory = storage.kind === 'memory';
  return (
    <span className={isMemory ? styles['warning'] : undefined} title={isMemory ? storage.reason : undefined}>
      {isMemory ? <TriangleAlert size={13} aria-hidden="true" /> : <KeyRound size={13} aria-hidden="true" />}{' '}
      {secretStorageText(storage)}
    </span>
  );
}
