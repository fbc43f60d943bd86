/**
 * What filters and jumps are narrowed by; the entries stay the truth.
 *
 * `search` has one document for each entry up to `indexed.up_to`: its words, and what it is told apart by as words that
 * no text has. It keeps no content and no places of words. `stretches` says between which moments the entries of 1024
 * positions were stored: those do not always go forward.
 */
export const SEARCH = `
  CREATE VIRTUAL TABLE search USING fts5(
    words, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars '_-=~.'"
  );
  CREATE TABLE indexed (id INTEGER PRIMARY KEY CHECK (id = 1), up_to INTEGER NOT NULL) STRICT;
  INSERT INTO indexed VALUES (1, 0);
  CREATE TABLE stretches (
    stretch INTEGER PRIMARY KEY,
    earliest INTEGER NOT NULL,
    latest INTEGER NOT NULL
  ) STRICT;
  INSERT INTO stretches SELECT position >> 10, min(at), max(at) FROM entries GROUP BY position >> 10;
`;
