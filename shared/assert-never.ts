/**
 * Marks a branch that the types say cannot be reached. A new member of a closed union that is not handled
 * becomes a compile error at the call; data that broke its type at run time becomes a clear exception.
 */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`);
}
