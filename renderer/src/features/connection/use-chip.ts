import { t } from '../../../../shared/text/t.ts';
import { useConnection, usePulse, useRecordings, useSession } from '../../app-context.ts';
import { openReplay } from '../../stores/recordings.ts';
import { useNow } from '../../ui/use-now.ts';
import { chipView, type ChipView } from './chip.ts';
import { quietMs } from './quiet.ts';

const replayChip = (): ChipView => ({
  icon: 'replay',
  tone: 'info',
  text: t('Replay'),
  spoken: t('Replay of a recording'),
});

/** What the connection chip says at this moment. */
export function useChip(): ChipView {
  const isReplay = useRecordings((slice) => openReplay(slice) !== null);
  const now = useNow();
  const report = useConnection((slice) => slice.report);
  const subscriptions = useSession((slice) => slice.subscriptions);
  const silentMs = usePulse((pulse) => quietMs(pulse, now));
  if (isReplay) return replayChip();
  return chipView({
    report,
    subscriptions,
    now,
    quietMs: silentMs,
  });
}
