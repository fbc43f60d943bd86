/** What a long check found: its figures, the bar they are held against, and whether they reach it. */
export interface TargetResult {
  readonly isMet: boolean;
  /** What was asked for, by the name of the figure it is asked of. */
  readonly bar: Readonly<Record<string, number | string>>;
  readonly figures: Readonly<Record<string, unknown>>;
}

/** One long check. `args` are the words after its name on the command line. */
export type Target = (args: readonly string[]) => Promise<TargetResult>;

/** The value of an option such as `--sequences 1000`, a whole number; `otherwise` when it is not named. */
export function numberOption(args: readonly string[], name: string, otherwise: number): number {
  const at = args.indexOf(`--${name}`);
  if (at === -1) return otherwise;
  const value = Number(args[at + 1]);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} wants a whole number.`);
  return value;
}
