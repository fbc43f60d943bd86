/**
 * Names for the ids that events carry. Grows as look-ups answer; an id that is not here is shown shortened.
 */
export interface Directory {
  readonly users: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  /** Labels of presence definitions, such as "Away" or "Coffee". */
  readonly presences: Readonly<Record<string, string>>;
  readonly wrapUpCodes: Readonly<Record<string, string>>;
}

export const EMPTY_DIRECTORY: Directory = { users: {}, queues: {}, presences: {}, wrapUpCodes: {} };
