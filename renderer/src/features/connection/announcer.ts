import type { EpochMs } from '../../../../shared/model/connection-state.ts';

export interface AnnouncerOptions {
  /** Puts a sentence into the polite live region. */
  readonly say: (sentence: string) => void;
  readonly now: () => EpochMs;
  /** Runs an action after some milliseconds; the returned function cancels it. */
  readonly schedule: (action: () => void, delayMs: number) => () => void;
}

export interface Announcer {
  readonly announce: (sentence: string) => void;
  readonly stop: () => void;
}

/** Spoken sentences keep this distance, so that a bumpy line does not talk over everything else. */
const QUIET_MS = 10_000;

/** Says one sentence at a time; of several that come too soon, only the newest is said. */
export function createAnnouncer({ say, now, schedule }: AnnouncerOptions): Announcer {
  let lastSaidAt = -Infinity;
  let cancel: (() => void) | null = null;

  function speak(sentence: string): void {
    cancel = null;
    lastSaidAt = now();
    say(sentence);
  }

  return {
    announce: (sentence) => {
      cancel?.();
      cancel = null;
      const waitMs = lastSaidAt + QUIET_MS - now();
      if (waitMs <= 0) speak(sentence);
      else
        cancel = schedule(() => {
          speak(sentence);
        }, waitMs);
    },
    stop: () => {
      cancel?.();
      cancel = null;
    },
  };
}
