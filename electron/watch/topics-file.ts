import { open } from 'node:fs/promises';
import { tooManyTopics } from '../../shared/model/subscription-unit.ts';
import { topicProblem } from '../../shared/model/topic.ts';
import { UsageError } from './arguments.ts';

/** A thousand topics of full length are 200 kB; this is no list of topics any more. */
const LARGEST_FILE_BYTES = 4 * 1024 * 1024;

/** Reads a file of one topic per line. Throws a `UsageError` that names the file and the line. */
export async function readTopicsFile(path: string): Promise<readonly string[]> {
  let content: Buffer;
  try {
    content = await readAtMost(path, LARGEST_FILE_BYTES + 1);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    throw new UsageError(`The topics file ${path} cannot be read (${code}).`);
  }
  if (content.length > LARGEST_FILE_BYTES) {
    throw new UsageError(`${path} is too large for a list of topics.`);
  }
  return parseTopics(content.toString('utf8'), path);
}

/** Reads the beginning of a file. What its size says is not asked: a pipe has none, and a device never ends. */
async function readAtMost(path: string, mostBytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(mostBytes);
  const file = await open(path);
  try {
    let length = 0;
    let bytesRead = -1;
    while (bytesRead !== 0 && length < mostBytes) {
      ({ bytesRead } = await file.read(buffer, length, mostBytes - length));
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Reads one topic per line; blank lines and `#` comments are passed over, and a topic counts once. */
export function parseTopics(text: string, path: string): readonly string[] {
  const topics = new Set<string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const topic = line
      .replace(/(^|\s)#.*$/, '')
      .replace(/^\uFEFF/, '')
      .trim();
    if (topic === '') continue;
    const problem = topicProblem(topic);
    if (problem !== null) throw new UsageError(`${path}, line ${String(index + 1)}: ${problem}`);
    topics.add(topic);
  }
  if (topics.size === 0)
    throw new UsageError(`${path} holds no topic. Write one per line, such as v2.users.<id>.presence.`);
  const excess = tooManyTopics([...topics]);
  if (excess !== null) throw new UsageError(`${path}: ${excess}`);
  return [...topics];
}
