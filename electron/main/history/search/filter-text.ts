import type { Filter } from '../../../../shared/filter/filter.ts';
import { parseFilter } from '../../../../shared/filter/parse.ts';
import { HistoryError } from '../history-protocol.ts';

/** A filter that was written. Who asks has read it before: that it cannot be read is an error of Vigil. */
export function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new HistoryError('unexpected', 'unreadable filter');
  return parsed.filter;
}
