import * as v from 'valibot';
import { failure, type Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/request.ts';

type ReadQuery<S extends v.GenericSchema> =
  { readonly ok: true; readonly query: v.InferOutput<S> } | { readonly ok: false; readonly refusal: Answer };

/** Reads the JSON body of a query, or says what is wrong with it. */
export function readQuery<S extends v.GenericSchema>(schema: S, request: ApiRequest): ReadQuery<S> {
  const parsed = v.safeParse(schema, jsonOf(request.body));
  if (parsed.success) return { ok: true, query: parsed.output };
  const [issue] = parsed.issues;
  return { ok: false, refusal: failure(400, 'bad.request', `The query is not valid: ${issue.message}`) };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
