import { classNames } from '../../ui/class-names.ts';
import styles from './PresenceMark.module.css';

/** Looks by system presence; each has a shape of its own beside its colour. */
const LOOKS: Readonly<Record<string, string>> = {
  available: 'available',
  'on queue': 'queue',
  on_queue: 'queue',
  busy: 'busy',
  meeting: 'busy',
  training: 'busy',
  away: 'away',
  break: 'away',
  meal: 'away',
  idle: 'away',
  offline: 'offline',
};

/** A small mark before the name of a presence; the name carries the meaning. */
export function PresenceMark({ systemPresence }: { readonly systemPresence: string }) {
  const look = LOOKS[systemPresence.toLowerCase()] ?? 'other';
  return <span aria-hidden="true" className={classNames(styles['mark'], styles[look])} />;
}
