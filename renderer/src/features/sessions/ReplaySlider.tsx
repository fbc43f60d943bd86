import { useEffect, useEffectEvent, useState } from 'react';
import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import { t } from '../../../../shared/text/t.ts';
import type { OpenReplay } from '../../stores/recordings.ts';
import { momentText } from '../../wording/time.ts';
import styles from './ReplayBar.module.css';

/** Keys move by so much of the whole. */
const STEPS = 200;
const REST_MS = 150;

interface ReplaySliderProps {
  readonly replay: OpenReplay;
  readonly onSeek: (at: EpochMs) => void;
}

/** Where the replay stands between first and last entry, over the gaps of the recording. */
export function ReplaySlider({ replay, onSeek }: ReplaySliderProps) {
  const { from, to, at, gaps } = replay;
  /** Where the thumb was put; null once the replay has followed. */
  const [held, setHeld] = useState<EpochMs | null>(null);
  const shown = held ?? at;
  const seek = useEffectEvent(onSeek);
  useEffect(() => {
    if (held === null) return;
    // Whatever moves the thumb, a pointer, a key or a voice: the replay follows when it rests.
    const timer = setTimeout(() => {
      seek(held);
      setHeld(null);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [held]);

  return (
    <div className={styles['slider']}>
      <div className={styles['gaps']} aria-hidden="true">
        {gaps.map((gap) => (
          <span key={`${String(gap.from)} ${String(gap.to)}`} style={placeOf(gap, from, to)} />
        ))}
      </div>
      <input
        type="range"
        aria-label={
          gaps.length === 0
            ? t('Moment')
            : t('Moment, {count, plural, one {# gap} other {# gaps}} in the recording', {
                count: gaps.length,
              })
        }
        aria-valuetext={momentText(shown, to)}
        min={from}
        max={Math.max(to, from + 1)}
        step={Math.max(1, (to - from) / STEPS)}
        value={shown}
        onChange={(event) => {
          setHeld(Number(event.currentTarget.value));
        }}
      />
    </div>
  );
}

/** Of the whole, in percent; a gap is never too narrow to be seen. */
function placeOf(
  gap: OpenReplay['gaps'][number],
  from: EpochMs,
  to: EpochMs,
): { readonly left: string; readonly width: string } {
  const whole = Math.max(1, to - from);
  const start = Math.min(1, Math.max(0, (gap.from - from) / whole));
  const end = Math.min(1, Math.max(start, (gap.to - from) / whole));
  return { left: `${String(start * 100)}%`, width: `max(2px, ${String((end - start) * 100)}%)` };
}
