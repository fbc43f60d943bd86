import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { createAnnouncer, type Announcer } from './announcer.ts';

/** What the two regions of a voice say, and how to have them say something. */
export interface SpokenRegions {
  /** Read out when nothing else is. */
  readonly status: string;
  /** Read out at once. */
  readonly alert: string;
  /** Says something in its turn. */
  readonly announcer: Announcer;
  readonly alarm: (text: string) => void;
}

function createVoice() {
  const store = createStore(() => ({ status: '', alert: '' }));
  const announcer = createAnnouncer({
    say: (status) => {
      store.setState({ status });
    },
    now: () => Date.now(),
    schedule: (action, delayMs) => {
      const timer = setTimeout(action, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  const alarm = (alert: string): void => {
    store.setState({ alert });
  };
  return { store, announcer, alarm };
}

/** The regions of a voice are to be there, empty, from the start: one that arrives together with its text is not read out. */
export function useVoice(): SpokenRegions {
  const [{ store, announcer, alarm }] = useState(createVoice);
  const { status, alert } = useStore(store);
  useEffect(() => announcer.stop, [announcer]);
  return { status, alert, announcer, alarm };
}
