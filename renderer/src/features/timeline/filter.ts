import type { Directory } from '../../../../shared/model/directory.ts';
import type { TimelineEntry } from '../../../../shared/model/timeline.ts';
import { errorHeadline } from '../../wording/errors.ts';
import { subjectName } from '../../wording/names.ts';
import { topicName } from '../../wording/topic-name.ts';
import { changeText, connectionText, refreshNote, renewalText, subscriptionText } from './wording.ts';

/** Bodies longer than this are searched in their first part only, so that one giant cannot stall typing. */
const MAX_BODY_LENGTH = 20_000;

function bodyText(body: unknown): string {
  try {
    return JSON.stringify(body).slice(0, MAX_BODY_LENGTH);
  } catch {
    // A body nested deeper than the engine can print; its names and topic are still found.
    return '';
  }
}

/** Everything a reader could type to find an entry again. */
function wordsOf(entry: TimelineEntry, directory: Directory): string {
  switch (entry.type) {
    case 'event': {
      const { topic, subject, changes, body } = entry.event;
      const shown = [
        subjectName(subject, directory).text,
        ...changes.map((change) => changeText(change, directory)),
      ];
      return [topic, topicName(topic, directory).what, ...shown, bodyText(body)].join(' ');
    }
    case 'connection':
      return `connection ${entry.state.status} ${connectionText(entry.state)}`;
    case 'renewal':
      return `connection renewal ${renewalText(entry)}`;
    case 'subscription': {
      const { who, what } = topicName(entry.subscription.topic, directory);
      return `subscription ${entry.subscription.topic} ${who} ${subscriptionText(entry.subscription, what)}`;
    }
    case 'gap':
      return `gap ${errorHeadline(entry.gap.cause)} ${entry.gap.cause.message}`;
    case 'refreshed': {
      const { topic, subject, changes } = entry.refreshed;
      const shown = changes.map((change) => changeText(change, directory));
      return ['refreshed', topic, subjectName(subject, directory).text, ...shown].join(' ');
    }
    case 'refresh':
      return `refresh ${refreshNote(entry.refresh)}`;
    case 'diagnostic':
      return `diagnostic ${errorHeadline(entry.error)} ${entry.error.message} ${entry.sample}`;
  }
}

/** Entries never change, so their words are put together once for each state of the directory. */
const cache = new WeakMap<Directory, WeakMap<TimelineEntry, string>>();

function searchText(entry: TimelineEntry, directory: Directory): string {
  let texts = cache.get(directory);
  if (texts === undefined) cache.set(directory, (texts = new WeakMap()));
  let text = texts.get(entry);
  if (text === undefined) texts.set(entry, (text = wordsOf(entry, directory).toLowerCase()));
  return text;
}

/** A test for entries that contain every word of the filter; null when the filter is empty and all pass. */
export function createMatcher(
  filter: string,
  directory: Directory,
): ((entry: TimelineEntry) => boolean) | null {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  return (entry) => {
    const text = searchText(entry, directory);
    return words.every((word) => text.includes(word));
  };
}
