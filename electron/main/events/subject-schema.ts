import * as v from 'valibot';

/** Whom or what an event is about, as it was kept. */
export const SubjectSchema = v.variant('kind', [
  v.object({ kind: v.picklist(['user', 'queue', 'conversation']), id: v.string() }),
  v.object({ kind: v.literal('other'), id: v.nullable(v.string()) }),
]);
