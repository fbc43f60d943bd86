import { exponential, pick, type Random } from '../base/random.ts';
import { Agenda } from './agenda.ts';
import { arrive, callOut } from './conversation-life.ts';
import type { Person, Roster } from './roster.ts';
import { distribute } from './routing.ts';
import { formTeam, setJoined } from './membership.ts';
import { joinDay } from './shift.ts';
import { schedule } from './schedule.ts';
import { openQueue } from './service-queue.ts';
import type { Agent, Fact, ServiceQueue, World } from './state.ts';

export interface ContactCentreOptions {
  readonly roster: Roster;
  readonly random: Random;
  readonly speed: number;
  /** Now, as epoch milliseconds. */
  readonly startMs: number;
  /** Called at once at every change, while the state is the one that the fact is about. */
  readonly tell: (fact: Fact) => void;
}

/** How long it has been running when the first customer of the org looks at it: minutes of its own life. */
const WARM_UP_MINUTES = 60;
/** Of the people on shift, about this share is on queue, and this share of them should be busy. */
const ON_QUEUE_SHARE = 0.55;
const OCCUPANCY = 0.8;
/** Talking, alerting and wrapping up, on average over the media. */
const MEAN_HANDLE_SECONDS = 320;
const MEAN_SECONDS_BETWEEN_OWN_CALLS = 90;
const MEAN_SECONDS_BETWEEN_QUEUE_MOVES = 120;

/** Agents, queues and customers, living a day. It knows nothing of HTTP, tokens or channels. */
export class ContactCentre {
  readonly world: World;

  constructor(options: ContactCentreOptions) {
    const { roster, random, speed, startMs, tell } = options;
    const warmUpMs = Math.round((WARM_UP_MINUTES * 60_000) / speed);
    const agents = new Map(
      roster.people.map((person) => [person.id, offlineAgent(roster, person, startMs - warmUpMs)]),
    );
    this.world = {
      nowMs: startMs - warmUpMs,
      roster,
      agents,
      idle: new Set(),
      teams: new Map(roster.teams.map((team) => [team.id, formTeam(team, agents, startMs - warmUpMs)])),
      queues: new Map(roster.queues.map((queue) => [queue.id, openQueue(queue)])),
      conversations: new Map(),
      agenda: new Agenda(),
      random,
      speed,
      tell: (fact) => {
        distribute(this.world, fact);
      },
    };
    for (const agent of this.world.agents.values()) joinDay(this.world, agent);
    for (const queue of this.world.queues.values()) expectArrivals(this.world, queue);
    expectOwnCall(this.world);
    expectQueueMove(this.world);
    this.advanceTo(startMs);
    this.world.tell = (fact) => {
      tell(fact);
      distribute(this.world, fact);
    };
  }

  /** When something is going to happen next, as epoch milliseconds. */
  get nextAtMs(): number | undefined {
    return this.world.agenda.nextAtMs;
  }

  /** Lives on until that moment. Going there in one step or in many makes no difference. */
  advanceTo(nowMs: number): void {
    const { world } = this;
    for (let due = world.agenda.takeDue(nowMs); due; due = world.agenda.takeDue(nowMs)) {
      this.passTo(due.atMs);
      due.run();
    }
    this.passTo(nowMs);
  }

  /** Lets it be that moment without living on: between two appointments of its agenda time stands still. */
  passTo(nowMs: number): void {
    this.world.nowMs = Math.max(this.world.nowMs, nowMs);
  }

  /** Stands still for a time, as the computer did while it slept. */
  sleep(durationMs: number): void {
    this.world.agenda.postpone(durationMs);
  }
}

function offlineAgent(roster: Roster, person: Person, nowMs: number): Agent {
  const offline = roster.presences.find((presence) => presence.systemPresence === 'Offline');
  if (!offline) throw new Error('The organisation has no presence definition for Offline.');
  return {
    person,
    presence: { definition: offline, message: '', sinceMs: nowMs },
    routing: { status: 'OFF_QUEUE', sinceMs: nowMs },
    queueIds: person.queueIds,
    activeQueueIds: person.queueIds,
    activeQueuesChangedAtMs: nowMs,
    outOfOffice: { active: false, changedAtMs: nowMs },
    isAtStation: false,
    conversation: undefined,
    block: undefined,
    blocksLeft: [],
    isBlockOver: false,
  };
}

/** Customers come at random, as many as the people of the queue can just about serve. */
function expectArrivals(world: World, queue: ServiceQueue): void {
  const homeAgents = world.roster.people.filter(
    (person) => person.queueIds[0] === queue.definition.id,
  ).length;
  const meanSeconds = MEAN_HANDLE_SECONDS / (homeAgents * ON_QUEUE_SHARE * OCCUPANCY);
  const expectNext = (): void => {
    schedule(world, exponential(world.random, meanSeconds), () => {
      arrive(world, queue, pick(world.random, queue.definition.media));
      expectNext();
    });
  };
  expectNext();
}

function expectOwnCall(world: World): void {
  schedule(world, exponential(world.random, MEAN_SECONDS_BETWEEN_OWN_CALLS), () => {
    const idle = [...world.agents.values()].filter(
      (agent) => agent.routing.status === 'IDLE' && agent.conversation === undefined,
    );
    if (idle.length > 0) callOut(world, pick(world.random, idle));
    expectOwnCall(world);
  });
}

/** Now and then somebody stops taking work from one of their queues, or takes it again. */
function expectQueueMove(world: World): void {
  schedule(world, exponential(world.random, MEAN_SECONDS_BETWEEN_QUEUE_MOVES), () => {
    const movable = [...world.agents.values()].filter((agent) => agent.queueIds.length > 1);
    if (movable.length > 0) {
      const agent = pick(world.random, movable);
      const queueId = pick(world.random, agent.queueIds.slice(1));
      setJoined(world, agent, queueId, !agent.activeQueueIds.includes(queueId));
    }
    expectQueueMove(world);
  });
}
