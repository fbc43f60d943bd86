import type { JsonValue } from '../genesys/wire.ts';
import type { Step } from './filter.ts';

/** Of a body, so many values are looked at, in the order of the document: one giant must not stall the others. */
export const MAX_VALUES = 20_000;

type Container = readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A container that is being walked through; `keys` is null for a list. */
interface Frame {
  readonly container: Container;
  readonly keys: readonly string[] | null;
  next: number;
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

export const isContainer = (value: JsonValue): value is Container =>
  typeof value === 'object' && value !== null;

const frameOf = (container: Container): Frame => ({
  container,
  keys: isList(container) ? null : Object.keys(container),
  next: 0,
});

/**
 * Visits the values of a JSON value, containers before what they hold, each with the key under which it stands (null
 * in a list and at the top), until a visit answers true. Without recursion, so that no depth overflows the stack.
 * Answers whether a visit did.
 */
export function someValue(top: JsonValue, visit: (value: JsonValue, key: string | null) => boolean): boolean {
  if (visit(top, null)) return true;
  if (!isContainer(top)) return false;
  const frames = [frameOf(top)];
  let left = MAX_VALUES;
  for (let frame = frames.at(-1); frame !== undefined && left > 0; frame = frames.at(-1)) {
    const key = frame.keys === null ? null : (frame.keys[frame.next] ?? null);
    const value = key === null ? elementAt(frame) : memberAt(frame, key);
    frame.next += 1;
    if (value === undefined) {
      frames.pop();
      continue;
    }
    left -= 1;
    if (visit(value, key)) return true;
    if (isContainer(value)) frames.push(frameOf(value));
  }
  return false;
}

const elementAt = ({ container, next }: Frame): JsonValue | undefined =>
  isList(container) ? container[next] : undefined;

const memberAt = ({ container }: Frame, key: string): JsonValue | undefined =>
  isList(container) ? undefined : container[key];

/** Whether any of the values that the steps lead to passes. Only own keys count. */
export function someAt(top: JsonValue, steps: readonly Step[], test: (value: JsonValue) => boolean): boolean {
  let found: readonly JsonValue[] = [top];
  for (const step of steps) {
    found =
      found.length === 1
        ? below(found[0], step)
        : found.flatMap((value) => below(value, step)).slice(0, MAX_VALUES);
    if (found.length === 0) return false;
  }
  return found.some(test);
}

const NOTHING: readonly JsonValue[] = [];

function below(value: JsonValue | undefined, step: Step): readonly JsonValue[] {
  if (value === undefined || !isContainer(value)) return NOTHING;
  if (step.kind === 'each') {
    return isList(value)
      ? value.length > MAX_VALUES
        ? value.slice(0, MAX_VALUES)
        : value
      : Object.values(value);
  }
  const child = childOf(value, step);
  return child === undefined ? NOTHING : [child];
}

function childOf(
  container: Container,
  step: Step & { readonly kind: 'key' | 'index' },
): JsonValue | undefined {
  if (step.kind === 'index') return isList(container) ? container[step.index] : undefined;
  if (isList(container)) return undefined;
  return Object.hasOwn(container, step.key) ? container[step.key] : undefined;
}
