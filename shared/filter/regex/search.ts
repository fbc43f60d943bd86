import { assertNever } from '../../assert-never.ts';
import { programOf, type Program } from './program.ts';
import { shapeOf, type Edge } from './shape.ts';

/**
 * A test whether a regular expression matches anywhere in a text. It follows all ways through the pattern side by side, one character at a
 * time, and never goes back: the time is bounded by the length of the text times the steps of the pattern, whatever
 * either says. Throws `RegexProblem` for what it does not know.
 */
export function searchOf(source: string, ignoresCase: boolean): (text: string) => boolean {
  const program = programOf(shapeOf(source), ignoresCase);
  const ways = new Ways(program);
  const first = beginnings(program);
  return (text) => matches(program, ways, first, text);
}

/** Which ASCII characters a match can begin with; null when one may begin at an edge or take no character. */
function beginnings({ start, instructions }: Program): readonly boolean[] | null {
  const first = Array.from({ length: 128 }, () => false);
  const open = [start];
  const seen = new Set(open);
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const instruction = instructions[place];
    if (instruction?.do === 'fork') {
      for (const next of instruction.to) if (!seen.has(next)) open.push(next);
      for (const next of instruction.to) seen.add(next);
    } else if (instruction?.do === 'take') {
      for (const code of first.keys()) first[code] ||= instruction.fits(String.fromCharCode(code));
    } else return null;
  }
  return first;
}

function matches(
  { start, instructions }: Program,
  ways: Ways,
  first: readonly boolean[] | null,
  text: string,
): boolean {
  let at = 0;
  ways.clear();
  for (;;) {
    // Where nothing has begun and nothing can begin, there is nothing to do: that is most of most texts.
    if (first !== null && ways.isIdle()) while (first[text.charCodeAt(at)] === false) at += 1;
    if (ways.enter(start, text, at)) return true;
    const code = text.codePointAt(at);
    if (code === undefined) return false;
    const character = String.fromCodePoint(code);
    at += character.length;
    if (ways.step(instructions, character, text, at)) return true;
  }
}

/** The places in a program that a search stands at: those that wait for a character. */
class Ways {
  readonly #program: Program;
  #standing: number[] = [];
  #before: number[] = [];
  /** The round in which a place was last entered, so that each is entered once a round. */
  readonly #entered: Int32Array;
  #round = 0;
  readonly #open: number[] = [];

  constructor(program: Program) {
    this.#program = program;
    this.#entered = new Int32Array(program.instructions.length);
  }

  clear(): void {
    this.#standing.length = 0;
    this.#nextRound();
  }

  isIdle(): boolean {
    return this.#standing.length === 0;
  }

  /** Takes a character from every place that waits for one. Answers whether the pattern is found. */
  step(instructions: Program['instructions'], character: string, text: string, at: number): boolean {
    [this.#before, this.#standing] = [this.#standing, this.#before];
    this.#standing.length = 0;
    this.#nextRound();
    for (const place of this.#before) {
      const instruction = instructions[place];
      if (instruction?.do !== 'take' || !instruction.fits(character)) continue;
      if (this.enter(instruction.next, text, at)) return true;
    }
    return false;
  }

  /** Goes on from a place to all that wait for a character. Answers whether the pattern is found. */
  enter(from: number, text: string, at: number): boolean {
    this.#open.push(from);
    for (let place = this.#open.pop(); place !== undefined; place = this.#open.pop()) {
      if (this.#entered[place] === this.#round) continue;
      this.#entered[place] = this.#round;
      const instruction = this.#program.instructions[place];
      if (instruction === undefined) continue;
      switch (instruction.do) {
        case 'found':
          this.#open.length = 0;
          return true;
        case 'take':
          this.#standing.push(place);
          break;
        case 'check':
          if (isAtEdge(instruction.edge, text, at)) this.#open.push(instruction.next);
          break;
        case 'fork':
          for (const next of instruction.to) this.#open.push(next);
          break;
        default:
          assertNever(instruction, 'instruction');
      }
    }
    return false;
  }

  #nextRound(): void {
    this.#round += 1;
    if (this.#round < 0x7f_ff_ff_ff) return;
    this.#entered.fill(0);
    this.#round = 1;
  }
}

function isAtEdge(edge: Edge, text: string, at: number): boolean {
  switch (edge) {
    case 'start':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'word':
      return isWordAt(text, at - 1) !== isWordAt(text, at);
    case 'no-word':
      return isWordAt(text, at - 1) === isWordAt(text, at);
    default:
      return assertNever(edge, 'edge');
  }
}

const isWordAt = (text: string, at: number): boolean => /^\w$/.test(text.charAt(at));
