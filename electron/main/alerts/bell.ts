import type { Alarm, Alert, AlertChannels } from '../../../shared/model/alert.ts';
import type { Clock } from '../base/clock.ts';

/** Alerts that come within this time make themselves known together. */
export const TOGETHER_MS = 2_000;

/** Collects alerts, so that many at once make one noise. */
export class Bell {
  readonly #clock: Pick<Clock, 'schedule'>;
  readonly #ring: (alarm: Alarm) => void;
  #waiting: readonly { readonly alert: Alert; readonly channels: AlertChannels }[] = [];
  #cancel: (() => void) | null = null;

  constructor(clock: Pick<Clock, 'schedule'>, ring: (alarm: Alarm) => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  add(alert: Alert, channels: AlertChannels): void {
    this.#waiting = [...this.#waiting, { alert, channels }];
    this.#cancel ??= this.#clock.schedule(TOGETHER_MS, () => {
      this.#cancel = null;
      const all = this.#waiting;
      this.#waiting = [];
      this.#ring({
        alerts: all.map((each) => each.alert),
        hasNotification: all.some((each) => each.channels.notification),
        hasSound: all.some((each) => each.channels.sound),
        isUrgent: all.some((each) => each.alert.isUrgent),
      });
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = [];
  }
}
