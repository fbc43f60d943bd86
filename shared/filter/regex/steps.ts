import { assertNever } from '../../assert-never.ts';
import type { Filter, Regex } from '../filter.ts';
import { programOf } from './program.ts';
import { shapeOf } from './shape.ts';

/** How many steps the regular expressions of a filter have together. */
export function stepsOf(filter: Filter): number {
  return regexesOf(filter).reduce(
    (steps, { source, ignoresCase }) => steps + programOf(shapeOf(source), ignoresCase).instructions.length,
    0,
  );
}

function regexesOf(filter: Filter): readonly Regex[] {
  switch (filter.kind) {
    case 'all':
    case 'words':
    case 'measure':
    case 'flag':
      return [];
    case 'and':
    case 'or':
      return filter.parts.flatMap(regexesOf);
    case 'not':
      return regexesOf(filter.part);
    case 'anywhere':
    case 'text':
      return filter.match.is === 'regex' ? [filter.match] : [];
    case 'change':
    case 'path':
      return filter.value.is === 'regex' ? [filter.value] : [];
    default:
      return assertNever(filter, 'filter');
  }
}
