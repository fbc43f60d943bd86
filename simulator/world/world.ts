import type { Random } from '../base/random.ts';
import { Agenda } from './agenda.ts';
import type { Agent } from './agent.ts';
import type { Conversation } from './conversation.ts';
import type { Fact } from './fact.ts';
import type { ServiceQueue } from './service-queue.ts';
import type { Roster } from './roster.ts';

/** The whole state of the contact centre. Everything that changes it says so with a fact. */
export interface World {
  nowMs: number;
  readonly roster: Roster;
  readonly agents: ReadonlyMap<string, Agent>;
  readonly queues: ReadonlyMap<string, ServiceQueue>;
  readonly conversations: Map<string, Conversation>;
  readonly agenda: Agenda;
  readonly random: Random;
  /** How many times faster than life it runs. */
  readonly speed: number;
  /** Called at once at every change, while the state is the one that the fact is about. */
  tell: (fact: Fact) => void;
}

/** Lets something happen after so many seconds of the contact centre's life. */
export function schedule(world: World, afterSeconds: number, run: () => void): void {
  world.agenda.add(world.nowMs + Math.round((afterSeconds * 1000) / world.speed), run);
}
