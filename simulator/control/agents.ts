import { isoTime } from '../events/iso-time.ts';
import { onHoldSinceMs } from '../world/conversation.ts';
import type { Media } from '../world/roster.ts';
import type { Agent, AgentPart, Conversation, RoutingStatus, World } from '../world/state.ts';

/** How one person stands, for tests that compare it with what a client shows. Times are ISO 8601. */
export interface AgentNow {
  readonly userId: string;
  readonly name: string;
  /** The system presence as REST writes it. */
  readonly presence: {
    readonly definitionId: string;
    readonly systemPresence: string;
    readonly since: string;
  };
  readonly routing: { readonly status: RoutingStatus; readonly since: string };
  readonly outOfOffice: boolean;
  readonly conversations: readonly ConversationNow[];
  readonly teamIds: readonly string[];
  /** Queues they are a member of, and of these the ones that they have joined. */
  readonly queueIds: readonly string[];
  readonly joinedQueueIds: readonly string[];
}

/** A conversation that a person is offered, in, or wrapping up. */
export interface ConversationNow {
  readonly id: string;
  readonly media: 'call' | Exclude<Media, 'voice'>;
  readonly queueId: string | null;
  readonly direction: 'inbound' | 'outbound';
  readonly phase: 'alerting' | 'connected' | 'held' | 'wrapping-up';
  /** Of the phase; after a hold still when they connected. */
  readonly since: string;
}

export function describeAgents(world: World): readonly AgentNow[] {
  const teams = [...world.teams.values()];
  return [...world.agents.values()].map((agent) => ({
    userId: agent.person.id,
    name: agent.person.name,
    presence: {
      definitionId: agent.presence.definition.id,
      systemPresence: agent.presence.definition.systemPresence,
      since: isoTime(agent.presence.sinceMs),
    },
    routing: { status: agent.routing.status, since: isoTime(agent.routing.sinceMs) },
    outOfOffice: agent.outOfOffice.active,
    conversations: agent.conversation ? conversationsOf(agent, agent.conversation) : [],
    teamIds: teams.filter(({ members }) => members.has(agent)).map(({ definition }) => definition.id),
    queueIds: agent.queueIds,
    joinedQueueIds: agent.activeQueueIds,
  }));
}

function conversationsOf(agent: Agent, conversation: Conversation): readonly ConversationNow[] {
  const part = conversation.participants.findLast(
    (participant): participant is AgentPart => participant.agent === agent,
  );
  if (!part) return [];
  const { id, media, queue, direction } = conversation;
  const { phase, sinceMs } = phaseOf(part);
  return [
    {
      id,
      media: media === 'voice' ? 'call' : media,
      queueId: queue?.definition.id ?? null,
      direction,
      phase,
      since: isoTime(sinceMs),
    },
  ];
}

function phaseOf(part: AgentPart): { readonly phase: ConversationNow['phase']; readonly sinceMs: number } {
  const { startMs, connectedMs, acwStartMs } = part;
  if (acwStartMs !== undefined) return { phase: 'wrapping-up', sinceMs: acwStartMs };
  const heldSinceMs = onHoldSinceMs(part);
  if (heldSinceMs !== undefined) return { phase: 'held', sinceMs: heldSinceMs };
  return connectedMs === undefined
    ? { phase: 'alerting', sinceMs: startMs }
    : { phase: 'connected', sinceMs: connectedMs };
}
