import { writeFile } from 'node:fs/promises';
import { compiledGrammar, PARSER_FILE } from './grammar/compiled.mjs';

await writeFile(PARSER_FILE, await compiledGrammar());
