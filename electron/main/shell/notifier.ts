import { Notification } from 'electron';
import type { Reveal } from '../../../shared/model/reveal.ts';
import type { Monitor } from '../monitor/monitor.ts';
import { notificationOf } from './notification.ts';

/** Shows alerts as notifications of the operating system; a click brings the window up at what they are about. */
export function showNotifications(options: {
  readonly monitor: Pick<Monitor, 'on'>;
  readonly open: (place: Reveal) => void;
}): () => void {
  /** Whoever is not held on to is collected, and its click with it. */
  const shown = new Set<Notification>();
  const stop = options.monitor.on('alarm', (alarm) => {
    const told = notificationOf(alarm);
    if (told === null || !Notification.isSupported()) return;
    // The sound of an alert is the window's.
    const notification = new Notification({ title: told.title, body: told.body, silent: true });
    const forget = (): void => {
      shown.delete(notification);
    };
    notification.on('click', () => {
      forget();
      options.open(told.place);
    });
    notification.on('close', forget);
    shown.add(notification);
    notification.show();
  });
  return () => {
    stop();
    for (const notification of shown) notification.close();
    shown.clear();
  };
}
