import { assertNever } from '../../assert-never.ts';
import { RegexProblem, type Edge, type Shape } from './shape.ts';
import { t } from '../../text/t.ts';

/** The patterns of a filter become so many steps at most; what a search takes grows with them times the length of the text. */
export const MAX_STEPS = 500;

/** One step: take a character and go on, or go on without one. Numbers are places in the program. */
export type Instruction =
  | { readonly do: 'take'; readonly fits: (character: string) => boolean; readonly next: number }
  | { readonly do: 'check'; readonly edge: Edge; readonly next: number }
  | { readonly do: 'fork'; readonly to: readonly number[] }
  | { readonly do: 'found' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Compiles a shape into an automaton (K. Thompson, 1968). Built from its end, so that each part knows what follows it. */
export function programOf(shape: Shape, ignoresCase: boolean): Program {
  const instructions: Instruction[] = [{ do: 'found' }];
  const tests = new Map<string, (character: string) => boolean>();
  // A character that is repeated is tried out once: it is what takes longest here.
  const testOf = (source: string): ((character: string) => boolean) => {
    const test = tests.get(source) ?? characterTest(source, ignoresCase);
    tests.set(source, test);
    return test;
  };
  const add = (instruction: Instruction): number => {
    if (instructions.length >= MAX_STEPS)
      throw new RegexProblem(t('This regular expression is too large: it repeats too much.'));
    return instructions.push(instruction) - 1;
  };
  const place = (part: Shape, next: number): number => {
    switch (part.kind) {
      case 'character':
        return add({ do: 'take', fits: testOf(part.source), next });
      case 'edge':
        return add({ do: 'check', edge: part.at, next });
      case 'sequence':
        return part.parts.reduceRight((after, one) => place(one, after), next);
      case 'choice':
        return add({ do: 'fork', to: part.branches.map((branch) => place(branch, next)) });
      case 'repeat':
        return placeRepeat(part, next);
      default:
        return assertNever(part, 'shape');
    }
  };
  const placeRepeat = ({ part, min, max }: Shape & { readonly kind: 'repeat' }, next: number): number => {
    let after = max === Infinity ? placeLoop(part, next) : next;
    for (let count = max === Infinity ? 0 : max - min; count > 0; count -= 1) {
      after = add({ do: 'fork', to: [place(part, after), next] });
    }
    for (let count = min; count > 0; count -= 1) {
      const before = place(part, after);
      // What is empty adds no step, however often, so that no bound of steps would end this.
      if (before === after) break;
      after = before;
    }
    return after;
  };
  const placeLoop = (part: Shape, next: number): number => {
    const to = [next];
    const loop = add({ do: 'fork', to });
    to.push(place(part, loop));
    return loop;
  };
  return { instructions, start: place(shape, 0) };
}

/** JavaScript itself says which characters a class or an escape stands for; a single one cannot take it long. */
function characterTest(source: string, ignoresCase: boolean): (character: string) => boolean {
  const regex = new RegExp(`^(?:${source})$`, ignoresCase ? 'ui' : 'u');
  const ascii = Array.from({ length: 128 }, (_, code) => regex.test(String.fromCharCode(code)));
  return (character) => ascii[character.charCodeAt(0)] ?? regex.test(character);
}
