// @ts-check

/**
 * A failure that was foreseen: its message says what happened and what to do about it. Entry points
 * print the message alone; any other error is a defect and keeps its stack.
 */
export class Problem extends Error {
  /**
   * @param {string} whatHappened
   * @param {string} [whatToDo]
   */
  constructor(whatHappened, whatToDo) {
    super(whatToDo === undefined ? whatHappened : `${whatHappened}\n${whatToDo}`);
    this.name = 'Problem';
  }
}

/** Work was given up because the user, or the system, asked this process to stop. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signalName */
  constructor(signalName) {
    super(`stopped by ${signalName}`);
    this.name = 'Interrupted';
    this.signalName = signalName;
  }
}
