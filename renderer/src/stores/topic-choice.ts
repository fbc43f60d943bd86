import { createStore } from 'zustand/vanilla';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { CatalogueTopic } from '../../../shared/model/topic.ts';

/** What the topic picker works on. */
export interface TopicChoiceSlice {
  /** Topics as they shall be after "Apply"; null while nothing is to be changed. */
  readonly wanted: readonly string[] | null;
  /** What the organisation offers. */
  readonly catalogue: readonly CatalogueTopic[];
  readonly loading: 'idle' | 'loading' | 'ready' | { readonly failedWith: MonitorError };
  readonly query: string;
  /** The open part of the picker, as a key of `picker.ts`. */
  readonly openPart: string;
  /** The topic being typed by hand. */
  readonly typed: string;
}

export const FRESH_TOPIC_CHOICE: TopicChoiceSlice = {
  wanted: null,
  catalogue: [],
  loading: 'idle',
  query: '',
  openPart: 'subscribed',
  typed: '',
};

export function createTopicChoiceStore() {
  return createStore<TopicChoiceSlice>(() => FRESH_TOPIC_CHOICE);
}
