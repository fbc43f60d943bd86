import type { JsonValue } from '../../../shared/genesys/wire.ts';

const BODY = '"eventBody":';
const METADATA = ',"metadata":{';

/**
 * The text of an event's body, to know the body by: at least all of it, as it stands in its frame. Where that cannot be
 * told without reading the frame once more, the body written anew.
 *
 * A quote within a string is escaped, so what looks like a key is one. It is the envelope's own where no object was opened
 * before it but the envelope; and the metadata are the envelope's own where their end is followed by its end only.
 */
export function bodyText(frame: string, body: JsonValue): string {
  const key = frame.indexOf(BODY);
  if (key === -1 || frame.lastIndexOf('{', key) !== 0) return JSON.stringify(body);
  const metadata = frame.lastIndexOf(METADATA);
  const isLast = metadata > key && frame.indexOf('}', metadata) === frame.length - 2;
  return frame.slice(key + BODY.length, isLast ? metadata : frame.length);
}
