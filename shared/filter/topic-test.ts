import type { Match } from './filter.ts';
import { matcherOf } from './pattern.ts';
import { remembered } from './remembered.ts';

/**
 * A test of single topics. Text and wildcards fit a run of whole segments: `presence` and `users.*` fit
 * `v2.users.1.presence`. A regular expression looks at the topic as a whole.
 */
export function topicTest(match: Match): (topic: string) => boolean {
  const test = matcherOf(match);
  return remembered((topic) => (match.is === 'regex' ? test(topic) : someRun(topic.split('.'), test)));
}

function someRun(segments: readonly string[], test: (run: string) => boolean): boolean {
  // Real topics have at most nine segments; what is longer is no topic to be found by its parts.
  const bounded = segments.slice(0, 16);
  return bounded.some((_, from) =>
    bounded.slice(from).some((__, more) => test(bounded.slice(from, from + more + 1).join('.'))),
  );
}
