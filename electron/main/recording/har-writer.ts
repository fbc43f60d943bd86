import type { Gap } from '../../../shared/model/connection-state.ts';
import { missingIn, momentText, type EntryWriter, type RecordingFacts } from './recorded.ts';

/** The address of a channel is the right to listen on it, so no file tells it. The name can belong to nobody. */
const NO_ADDRESS = 'wss://notifications.invalid/channels/removed';

/** Closes the entry, the list of entries, the log and the document. */
const OPEN_END = '}]}}';

/**
 * Writes HAR 1.2 as the developer tools of Chrome do: one entry for the socket, and what it received in
 * `_webSocketMessages`, times in seconds. Gaps and what is missing stand in the comment of the entry, which is written last.
 */
export function createHarWriter(): EntryWriter {
  let hasMessages = false;
  const gaps: string[] = [];
  let missing = 0;
  return {
    begin: (facts) => `${JSON.stringify(logOf(facts)).slice(0, -OPEN_END.length)},"_webSocketMessages":[\n`,
    entry: ({ entry, frame }) => {
      if (entry.type === 'gap') gaps.push(gapText(entry.gap));
      missing += missingIn(entry);
      if (entry.type !== 'event' || frame === null) return '';
      const message = {
        type: 'receive',
        time: entry.at / 1000,
        opcode: 1,
        data: frame,
        // Fields of one's own begin with an underscore.
        ...(entry.mark?.isPinned === true ? { _pinned: true } : {}),
        ...(entry.mark === undefined || entry.mark.note === '' ? {} : { _note: entry.mark.note }),
      };
      const separator = hasMessages ? ',\n' : '';
      hasMessages = true;
      return separator + JSON.stringify(message);
    },
    end: () => `\n],"comment":${JSON.stringify(holesText(gaps, missing))}${OPEN_END}\n`,
  };
}

function holesText(gaps: readonly string[], missing: number): string {
  const lost = missing === 0 ? [] : [`Entries that could not be kept or cannot be read: ${String(missing)}.`];
  return [...gaps, ...lost].join('\n') || 'No gaps.';
}

function gapText({ from, to, cause }: Gap): string {
  return `Gap from ${momentText(from)} to ${momentText(to)}: ${cause.message}`;
}

function filterText(filter: RecordingFacts['filter']): string {
  if (filter === null) return 'Filtered. The filter was removed with the names.';
  return filter === '' ? 'All entries.' : `Filter: ${filter}`;
}

/** The document with its one entry, without messages yet: what the two lack of a whole is added at the end. */
function logOf({ appVersion, exportedAt, from, to, filter }: RecordingFacts): object {
  const startedAt = from ?? exportedAt;
  const time = Math.max(0, (to ?? startedAt) - startedAt);
  return {
    log: {
      version: '1.2',
      creator: { name: 'Vigil', version: appVersion },
      comment: filterText(filter),
      pages: [],
      entries: [
        {
          startedDateTime: momentText(startedAt),
          time,
          _resourceType: 'websocket',
          request: {
            ...{ method: 'GET', url: NO_ADDRESS, httpVersion: 'HTTP/1.1', headers: [], queryString: [] },
            ...{ cookies: [], headersSize: -1, bodySize: 0 },
          },
          response: {
            ...{ status: 101, statusText: 'Switching Protocols', httpVersion: 'HTTP/1.1', headers: [] },
            ...{ cookies: [], content: { size: 0, mimeType: 'x-unknown' }, redirectURL: '' },
            ...{ headersSize: -1, bodySize: -1 },
          },
          cache: {},
          timings: { send: 0, wait: 0, receive: time },
        },
      ],
    },
  };
}
