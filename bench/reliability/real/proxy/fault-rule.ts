/** What a fault does to one TCP connection. */
export type FaultAction =
  /** Neither reads nor writes any more, and closes nothing: what a dead route or a sleeping peer looks like. */
  | { readonly do: 'blackhole' }
  /** Resets both sides. */
  | { readonly do: 'rst' }
  /** Ends the way to the client and keeps listening to it. */
  | { readonly do: 'half-close' }
  /** Holds every byte back by this much, both ways. */
  | { readonly do: 'delay'; readonly ms: number }
  /** Lets through so much a second towards the client. */
  | { readonly do: 'throttle'; readonly bytesPerSecond: number }
  /** Answers in the place of the service, and closes. */
  | { readonly do: 'http'; readonly status: number; readonly headers?: Readonly<Record<string, string>> };

/** When it strikes. An upgrade is a request, too; bytes and time count from the moment it was answered. */
export type Trigger =
  | { readonly on: 'connect' }
  | { readonly on: 'request'; readonly method?: string; readonly path: RegExp }
  /** The WebSocket is open, and no frame has passed. */
  | { readonly on: 'opened' }
  /** So many bytes of frames have passed towards the client; the next one does not. */
  | { readonly on: 'bytes'; readonly count: number }
  | { readonly on: 'elapsed'; readonly ms: number };

export interface FaultRule {
  readonly when: Trigger;
  readonly action: FaultAction;
  /** How often it strikes; for ever when left out. */
  readonly times?: number;
}

/** Path of every WebSocket of the practice org. */
export const SOCKET_PATH = /^\/channels\//;

type TriggerOn<On extends Trigger['on']> = Extract<Trigger, { readonly on: On }>;

/** The rules in force. Each is used up as often as it may strike. */
export class RuleBook {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? Infinity });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The first rule of this kind that fits, without using it up. */
  find<On extends Trigger['on']>(
    on: On,
    fits: (trigger: TriggerOn<On>) => boolean = () => true,
  ): { readonly trigger: TriggerOn<On>; readonly action: FaultAction; readonly use: () => boolean } | null {
    const isOfKind = (trigger: Trigger): trigger is TriggerOn<On> => trigger.on === on;
    for (const entry of this.#rules) {
      const { when, action } = entry.rule;
      if (entry.left <= 0 || !isOfKind(when) || !fits(when)) continue;
      return { trigger: when, action, use: () => this.#use(entry) };
    }
    return null;
  }

  #use(entry: { left: number }): boolean {
    if (entry.left <= 0) return false;
    entry.left -= 1;
    return true;
  }
}
