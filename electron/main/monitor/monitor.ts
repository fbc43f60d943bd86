import type { Answer, Argument, PushName, Pushes, Verb } from '../../../shared/ipc/contract.ts';

/** Verbs that the shell answers itself, because they need the operating system's desktop. */
export type ShellVerb = 'copyText';

/**
 * The use cases behind the window, without a window: what the shell offers over IPC and what the command line
 * prints. A handler rejects with a `Failure` when it cannot do what was asked.
 */
export interface Monitor {
  readonly handlers: {
    readonly [V in Exclude<Verb, ShellVerb>]: (argument: Argument<V>) => Promise<Answer<V>>;
  };
  /** Listens to one kind of push; the returned function stops it. */
  readonly on: <P extends PushName>(name: P, listener: (payload: Pushes[P]) => void) => () => void;
  /** Tells what the operating system saw. Hints start a probe or skip a wait; they prove nothing. */
  readonly hint: (hint: SystemHint) => void;
  /** Connects the active profile, or the practice org before the user has chosen one. */
  readonly start: () => Promise<void>;
  /** Final: afterwards there is no request, no timer, no socket and no listener. */
  readonly stop: () => Promise<void>;
}

/** Every one gives up idle connections, and each but `suspended` looks at once whether the line is alive. */
export type SystemHint = 'suspended' | 'resumed' | 'locked' | 'unlocked' | 'network-changed';
