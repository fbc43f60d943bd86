import type { QuietHours, Silence } from '../../../shared/model/alert.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';

/** Minutes since midnight of a time of day, `HH:MM`. */
function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** Whether a moment is within quiet hours, in local time. */
export function isQuiet({ from, to }: QuietHours, at: EpochMs): boolean {
  const date = new Date(at);
  const minute = date.getHours() * 60 + date.getMinutes();
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends;
}

/** Why an alert makes no noise now; null when it does. */
export function silenceOf(
  quietHours: QuietHours | null,
  pausedUntil: EpochMs | null,
  at: EpochMs,
): Silence | null {
  if (pausedUntil !== null && at < pausedUntil) return 'paused';
  return quietHours !== null && isQuiet(quietHours, at) ? 'quiet-hours' : null;
}
