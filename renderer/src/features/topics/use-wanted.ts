import { useMemo } from 'react';
import { useApp, useSession, useTopicChoice } from '../../app-context.ts';

export interface Wanted {
  /** The user's topics as they are now. */
  readonly current: readonly string[];
  /** What the board needs beside them. */
  readonly ofBoard: readonly string[];
  /** Topics as they shall be. */
  readonly wanted: readonly string[];
  /** Proposes another set of topics. */
  readonly want: (topics: readonly string[]) => void;
}

/**
 * The picker collects changes and applies them together. Each change of a channel's topics replaces its whole
 * subscription and is one of few requests that the service allows per minute; and a preset can add hundreds of
 * topics, which one should see counted before it happens.
 */
export function useWanted(): Wanted {
  const { stores } = useApp();
  const subscriptions = useSession((slice) => slice.subscriptions);
  const chosen = useTopicChoice((slice) => slice.wanted);
  const { current, ofBoard } = useMemo(() => {
    const topicsOf = (isOfBoard: boolean): readonly string[] =>
      subscriptions.filter((each) => (each.isOfBoard ?? false) === isOfBoard).map(({ topic }) => topic);
    return { current: topicsOf(false), ofBoard: topicsOf(true) };
  }, [subscriptions]);
  return {
    current,
    ofBoard,
    wanted: chosen ?? current,
    want: (topics) => {
      stores.topicChoice.setState({ wanted: topics });
    },
  };
}
