import type { Agent } from './agent.ts';
import type { Conversation, Participant } from './conversation.ts';
import type { Media } from './roster.ts';
import type { ServiceQueue } from './service-queue.ts';

/** The moments of a conversation that the detail events report. */
export type Moment =
  'customer.start' | 'customer.end' | 'acd.start' | 'acd.end' | 'user.start' | 'user.end' | 'acw' | 'wrapup';

/** Something that has just changed. It points at the changed state, so it is to be read at once. */
export type Fact =
  | { readonly kind: 'presence'; readonly agent: Agent }
  | { readonly kind: 'routing-status'; readonly agent: Agent }
  | {
      readonly kind: 'queue-membership';
      readonly agent: Agent;
      readonly queueId: string;
      readonly joined: boolean;
    }
  | { readonly kind: 'station'; readonly agent: Agent }
  | { readonly kind: 'out-of-office'; readonly agent: Agent }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | {
      readonly kind: 'moment';
      readonly moment: Moment;
      readonly conversation: Conversation;
      readonly participant: Participant;
    }
  /** Statistics of a queue, of which those in total and of these media have changed. */
  | { readonly kind: 'queue-observed'; readonly queue: ServiceQueue; readonly media: readonly Media[] };
