import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { compiledGrammar, PARSER_FILE } from './compiled.mjs';

it('keeps the parser that the grammar of filters is compiled to (npm run grammar)', async () => {
  expect(await readFile(PARSER_FILE, 'utf8')).toBe(await compiledGrammar());
});
