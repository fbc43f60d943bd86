import { KeyRound, TriangleAlert } from 'lucide-react';
import type { SecretStorage } from '../../../../shared/model/profile.ts';
import { TOPICS_PER_CHANNEL } from '../../../../shared/model/subscription.ts';
import { useConnection, useGaps, useSession, useTimeline } from '../../app-context.ts';
import { countText, plural } from '../../wording/time.ts';
import { newestEventSeq } from './counts.ts';
import styles from './Footer.module.css';
import { OutcomeText } from './Outcome.tsx';
import { gapsText, secretStorageText } from './wording.ts';

/** Counts that tell whether all is as expected, and where secrets are kept. */
export function Footer() {
  const events = useTimeline((slice) => newestEventSeq(slice.range.entries));
  const topics = useSession((slice) => slice.subscriptions.length);
  const gaps = useGaps((slice) => slice.gaps.length);
  const isGapOpen = useConnection((slice) => slice.report.openGap !== null);
  const storage = useSession((slice) => slice.settings.secretStorage);
  return (
    <footer className={styles['footer']}>
      <span>{plural(events, 'event')}</span>
      <span>
        {countText(topics)} of {countText(TOPICS_PER_CHANNEL)} topics
      </span>
      <span>{gapsText(gaps, isGapOpen)}</span>
      <OutcomeText />
      <span className={styles['space']} />
      <Storage storage={storage} />
    </footer>
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
