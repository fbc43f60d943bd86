import type { Target } from './target.ts';

/**
 * The long checks by name. Each is loaded when it is asked for, so that one starts in a process that holds nothing
 * of the others.
 */
export const TARGETS: Readonly<Record<string, () => Promise<Target>>> = {};
