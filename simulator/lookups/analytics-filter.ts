import * as v from 'valibot';

/** The filters that queries of analytics share: predicates joined by and/or, one level deep. */

const GroupingSchema = v.picklist(['and', 'or']);

/** A schema of filters over some of the dimensions that there are. */
export function filterSchema(dimensions: readonly string[]) {
  const predicate = v.object({
    type: v.optional(v.literal('dimension'), 'dimension'),
    dimension: v.picklist(dimensions),
    operator: v.optional(v.picklist(['matches', 'exists', 'notExists']), 'matches'),
    value: v.optional(v.string(), ''),
  });
  const clause = v.object({ type: GroupingSchema, predicates: v.array(predicate) });
  return v.object({
    type: GroupingSchema,
    predicates: v.optional(v.array(predicate), []),
    clauses: v.optional(v.array(clause), []),
  });
}

type Filter = v.InferOutput<ReturnType<typeof filterSchema>>;
type Predicate = Filter['predicates'][number];

/** Says whether something passes that has these values in each dimension. */
export function passes(filter: Filter, valuesOf: (dimension: string) => readonly string[]): boolean {
  const holds = ({ dimension, operator, value }: Predicate): boolean => {
    const values = valuesOf(dimension);
    if (operator === 'matches') return values.includes(value);
    return (operator === 'exists') === values.length > 0;
  };
  const joined = (type: Filter['type'], verdicts: readonly boolean[]): boolean =>
    type === 'or' ? verdicts.some(Boolean) : verdicts.every(Boolean);
  return joined(filter.type, [
    ...filter.predicates.map(holds),
    ...filter.clauses.map(({ type, predicates }) => joined(type, predicates.map(holds))),
  ]);
}
