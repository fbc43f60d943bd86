import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import peggy from 'peggy';

const room = resolve(import.meta.dirname, '../../shared/filter');

/** The parser that the grammar is compiled to; it is kept in the repository, so that nothing is generated at run time. */
export const PARSER_FILE = resolve(room, 'filter-parser.js');

/**
 * Compiles the grammar of filters into a module without imports. With the cache no text takes longer than its length
 * says.
 * @returns {Promise<string>}
 */
export async function compiledGrammar() {
  const grammar = await readFile(resolve(room, 'filter.peggy'), 'utf8');
  const source = peggy.generate(grammar, { output: 'source', format: 'es', cache: true });
  // What it gives is typed by the declarations beside it.
  return `// @ts-nocheck\n${source}`;
}
