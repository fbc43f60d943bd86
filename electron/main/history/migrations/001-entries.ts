/**
 * The timeline by position, and how far its numbers have come. `record` is the entry as JSON without what has a
 * column of its own, `frame` what brought an event; a later version may index it by generated columns or a full-text table.
 */
export const ENTRIES = `
  CREATE TABLE entries (
    position INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    record TEXT NOT NULL,
    frame TEXT
  ) STRICT;
  CREATE TABLE book (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last_position INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    was_closed INTEGER NOT NULL
  ) STRICT;
  INSERT INTO book VALUES (1, 0, 0, 0);
`;
