import { useConnection, useSession, useTimeline } from '../../app-context.ts';
import { isAtTail } from '../../stores/loaded-range.ts';
import { useNow } from '../../ui/use-now.ts';
import { chipView, type ChipView } from './chip.ts';
import { quietMs } from './quiet.ts';

/** What the connection chip says at this moment. */
export function useChip(): ChipView {
  const now = useNow();
  const report = useConnection((slice) => slice.report);
  const subscriptions = useSession((slice) => slice.subscriptions);
  const range = useTimeline((slice) => slice.range);
  return chipView({
    report,
    subscriptions,
    now,
    quietMs: isAtTail(range) ? quietMs(range.entries, now) : null,
  });
}
