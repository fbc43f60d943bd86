/** What the user pinned and noted. Apart from the entries, which never change once they are written. */
export const MARKS = `
  CREATE TABLE marks (
    position INTEGER PRIMARY KEY,
    is_pinned INTEGER NOT NULL,
    note TEXT NOT NULL
  ) STRICT;
`;
