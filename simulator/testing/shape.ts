/** The structure of a JSON value: which fields there are and what type each has. Lists are reduced to their first item. */
export type Shape = string | { readonly [field: string]: Shape } | readonly Shape[];

export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, shapeOf(inner)]));
}
