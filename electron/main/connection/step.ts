import type { CoreState, Effect, Step } from './state.ts';

/** Runs a second decision on the outcome of a first. (Not `then`: a module with such an export is a thenable.) */
export function andThen(first: Step, decide: (state: CoreState) => Step): Step {
  const second = decide(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

export function step(state: CoreState, ...effects: readonly Effect[]): Step {
  return { state, effects };
}
