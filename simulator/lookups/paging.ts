import { failure, ok, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';

export interface PageLimits {
  readonly defaultSize: number;
  readonly maxSize: number;
}

/** Answers with one page of a list, in the envelope that all listings share. */
export function pageOf<T>(
  request: ApiRequest,
  all: readonly T[],
  limits: PageLimits,
  describe: (item: T) => object,
): Answer {
  const pageSize = pageNumberOf(request, 'pageSize', limits.defaultSize, limits.maxSize);
  const pageNumber = pageNumberOf(request, 'pageNumber', 1, Number.MAX_SAFE_INTEGER);
  if (pageSize === undefined || pageNumber === undefined) {
    const message = `pageSize must be from 1 to ${String(limits.maxSize)} and pageNumber at least 1`;
    return failure(400, 'invalid.query.param.value', message);
  }
  const entities = all.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(describe);
  const pageCount = Math.ceil(all.length / pageSize);
  const uri = (page: number): string =>
    `${request.path}?pageSize=${String(pageSize)}&pageNumber=${String(page)}`;
  return ok({
    entities,
    pageSize,
    pageNumber,
    total: all.length,
    pageCount,
    firstUri: uri(1),
    selfUri: uri(pageNumber),
    lastUri: uri(Math.max(1, pageCount)),
    ...(pageNumber > 1 ? { previousUri: uri(pageNumber - 1) } : {}),
    ...(pageNumber < pageCount ? { nextUri: uri(pageNumber + 1) } : {}),
  });
}

function pageNumberOf(
  request: ApiRequest,
  name: string,
  fallback: number,
  highest: number,
): number | undefined {
  const text = request.query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  return Number.isInteger(value) && value >= 1 && value <= highest ? value : undefined;
}
