import Database from 'libsql';

type Value = number | string | null;

/** An encrypted database file. Everything is done at once, so it belongs into a thread of its own. */
export interface SqlFile {
  readonly exec: (sql: string) => void;
  /** The first row, or undefined. */
  readonly get: (sql: string, ...values: readonly Value[]) => unknown;
  readonly all: (sql: string, ...values: readonly Value[]) => readonly unknown[];
  /** Answers with the number of rows that changed. */
  readonly run: (sql: string, ...values: readonly Value[]) => number;
  /** All of `work`, or none of it when it throws. */
  readonly atOnce: <T>(work: () => T) => T;
  readonly close: () => void;
}

/**
 * Opens a file, or begins it. That the key is wrong or the file no database shows at the first read only.
 *
 * Every page of the file and of its log is encrypted (AES-256, CBC), the key being derived from the 32 random bytes.
 * `synchronous = NORMAL`: what was committed survives the end of the process at any moment; when power fails, the last
 * commits may be missing, and the file is intact.
 */
export function openSqlFile(path: string, key: string): SqlFile {
  // The package's types do not know the options of encryption.
  const options = { encryptionCipher: 'aes256cbc', encryptionKey: key, timeout: 0 };
  const database = new Database(path, options);
  const statements = new Map<string, Database.Statement<[readonly Value[]]>>();

  function prepared(sql: string): Database.Statement<[readonly Value[]]> {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<[readonly Value[]]>(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    exec: (sql) => {
      database.exec(sql);
    },
    get: (sql, ...values) => prepared(sql).get(values),
    all: (sql, ...values) => prepared(sql).all(values),
    run: (sql, ...values) => prepared(sql).run(values).changes,
    atOnce: (work) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (thrown) {
        // A full disk has undone it already.
        if (database.inTransaction) database.exec('ROLLBACK');
        throw thrown;
      }
    },
    close: () => {
      statements.clear();
      database.close();
    },
  };
}
