import type { Directory } from '../../../../shared/model/directory.ts';

/** The part of the picker in which a topic stands: that of its person or queue, else that of its family. */
export function partOfTopic(topic: string, { users, queues }: Directory): string {
  const segments = topic.split(/[.?&]/);
  const user = segments.find((segment) => Object.hasOwn(users, segment));
  if (user !== undefined) return `user:${user}`;
  const queue = segments.find((segment) => Object.hasOwn(queues, segment));
  return queue === undefined ? `family:${segments[1] ?? ''}` : `queue:${queue}`;
}
