import { between, chance, exponential, pick } from '../base/random.ts';
import { begin, change, happen, join, leave, takeOffHold } from './conversation-steps.ts';
import { drawName } from './names.ts';
import type { Media } from './roster.ts';
import { becomeFree, endBlock, stepAway } from './shift.ts';
import { setRouting } from './agent.ts';
import { heldMs, participantFor } from './conversation.ts';
import { schedule } from './schedule.ts';
import type { Agent, Conversation, Participant, ServiceQueue, World } from './state.ts';

/** How long things take, in seconds of the contact centre's life. */
const MEAN_TALK_SECONDS: Readonly<Record<Media, number>> = {
  voice: 240,
  chat: 300,
  email: 330,
  message: 270,
  callback: 200,
};
const SHORTEST_TALK_SECONDS = 40;
const MEAN_PATIENCE_SECONDS = 200;
const ALERTING_TIMEOUT_SECONDS = 20;
const SHARE_NOT_ANSWERED = 0.05;
const SHARE_STEPPED_AWAY = 0.3;
const SHARE_HELD = 0.25;

/** Email and callbacks wait as long as it takes. */
const PATIENT_MEDIA: readonly Media[] = ['email', 'callback'];

const SUBJECTS = [
  'My last invoice',
  'Delivery address',
  'Question about my contract',
  'Refund',
  'Login does not work',
];

/** Somebody turns up in a queue. */
export function arrive(world: World, queue: ServiceQueue, media: Media): Conversation {
  const { random } = world;
  const customerName = drawName(random);
  const conversation = begin(world, {
    media,
    queue,
    direction: 'inbound',
    customerAddress: addressOf(world, media, customerName.mailbox),
    ownAddress:
      media === 'email'
        ? `${queue.definition.name.replaceAll(' ', '.').toLowerCase()}@practice.example`
        : 'tel:+13175550100',
    ...(media === 'email' ? { subject: pick(random, SUBJECTS) } : {}),
  });
  const customer = join(world, conversation, {
    purpose: 'customer',
    name: customerName.full,
    state: 'connected',
  });
  happen(world, 'customer.start', conversation, customer);
  const acd = join(world, conversation, { purpose: 'acd', name: queue.definition.name, state: 'connected' });
  happen(world, 'acd.start', conversation, acd);
  queue.statistics.offered(world.nowMs, media);
  wait(world, conversation, queue, 'last');
  if (!PATIENT_MEDIA.includes(media)) {
    schedule(world, exponential(random, MEAN_PATIENCE_SECONDS) + 10, () => {
      if (conversation.state === 'waiting') abandon(world, conversation, queue);
    });
  }
  return conversation;
}

/** Somebody turns up in a queue and this agent answers at once. */
export function serve(world: World, queue: ServiceQueue, agent: Agent): void {
  const conversation = arrive(world, queue, pick(world.random, queue.definition.media));
  const participant = ring(world, conversation, queue, agent);
  take(world, conversation, queue, participant, agent);
}

/** Offers a waiting conversation to an idle agent. */
export function offer(world: World, conversation: Conversation, queue: ServiceQueue, agent: Agent): void {
  const participant = ring(world, conversation, queue, agent);
  if (chance(world.random, SHARE_NOT_ANSWERED)) {
    schedule(world, ALERTING_TIMEOUT_SECONDS, () => {
      leaveUnanswered(world, conversation, queue, participant, agent);
    });
  } else {
    schedule(world, between(world.random, 2, 9), () => {
      take(world, conversation, queue, participant, agent);
    });
  }
}

/** An agent calls somebody on their own account, which is not work from a queue. */
export function callOut(world: World, agent: Agent): void {
  const name = drawName(world.random);
  const conversation = begin(world, {
    media: 'voice',
    queue: undefined,
    direction: 'outbound',
    customerAddress: addressOf(world, 'voice', name.mailbox),
    ownAddress: 'tel:+13175550100',
  });
  agent.conversation = conversation;
  join(world, conversation, { purpose: 'customer', name: name.full, state: 'connected' });
  const participant = join(world, conversation, {
    purpose: 'agent',
    name: agent.person.name,
    agent,
    state: 'connected',
  });
  happen(world, 'user.start', conversation, participant);
  change(world, conversation, 'talking');
  setRouting(world, agent, 'COMMUNICATING');
  schedule(world, between(world.random, 30, 150), () => {
    hangUp(world, conversation, participant);
    finish(world, conversation, agent);
  });
}

function ring(world: World, conversation: Conversation, queue: ServiceQueue, agent: Agent): Participant {
  queue.waiting.splice(queue.waiting.indexOf(conversation), 1);
  queue.alerting.add(conversation);
  agent.conversation = conversation;
  const participant = join(world, conversation, {
    purpose: 'agent',
    name: agent.person.name,
    agent,
    state: 'alerting',
  });
  change(world, conversation, 'alerting');
  return participant;
}

function wait(world: World, conversation: Conversation, queue: ServiceQueue, place: 'first' | 'last'): void {
  if (place === 'first') queue.waiting.unshift(conversation);
  else queue.waiting.push(conversation);
  change(world, conversation, 'waiting');
}

function abandon(world: World, conversation: Conversation, queue: ServiceQueue): void {
  queue.waiting.splice(queue.waiting.indexOf(conversation), 1);
  queue.statistics.abandoned(world.nowMs, conversation.media, world.nowMs - conversation.startMs);
  for (const purpose of ['acd', 'customer'] as const) {
    const participant = participantFor(conversation, purpose);
    if (!participant) continue;
    leave(world, participant, 'peer');
    happen(world, `${purpose}.end`, conversation, participant);
  }
  finish(world, conversation);
}

function take(
  world: World,
  conversation: Conversation,
  queue: ServiceQueue,
  participant: Participant,
  agent: Agent,
): void {
  queue.alerting.delete(conversation);
  queue.interacting.add(conversation);
  const { statistics } = queue;
  statistics.lasted(world.nowMs, conversation.media, 'tAlert', world.nowMs - participant.startMs);
  statistics.answered(world.nowMs, conversation.media, world.nowMs - conversation.startMs);
  participant.state = 'connected';
  participant.connectedMs = world.nowMs;
  const acd = participantFor(conversation, 'acd');
  if (acd) {
    leave(world, acd, 'transfer');
    happen(world, 'acd.end', conversation, acd);
  }
  happen(world, 'user.start', conversation, participant);
  change(world, conversation, 'talking');
  setRouting(world, agent, 'INTERACTING');
  const talkSeconds = Math.max(
    SHORTEST_TALK_SECONDS,
    exponential(world.random, MEAN_TALK_SECONDS[conversation.media]),
  );
  if (conversation.media === 'voice' && chance(world.random, SHARE_HELD))
    holdInTheMiddle(world, conversation, participant, talkSeconds);
  schedule(world, talkSeconds, () => {
    hangUp(world, conversation, participant);
    wrapUp(world, conversation, participant, agent);
  });
}

function holdInTheMiddle(
  world: World,
  conversation: Conversation,
  participant: Participant,
  talkSeconds: number,
): void {
  schedule(world, talkSeconds * 0.4, () => {
    participant.holds.push({ startMs: world.nowMs });
    change(world, conversation, 'talking');
  });
  schedule(world, talkSeconds * 0.6, () => {
    takeOffHold(world, participant);
    change(world, conversation, 'talking');
  });
}

function leaveUnanswered(
  world: World,
  conversation: Conversation,
  queue: ServiceQueue,
  participant: Participant,
  agent: Agent,
): void {
  queue.alerting.delete(conversation);
  leave(world, participant, 'transfer.noanswer');
  happen(world, 'user.end', conversation, participant);
  agent.conversation = undefined;
  queue.statistics.lasted(
    world.nowMs,
    conversation.media,
    'tNotResponding',
    world.nowMs - participant.startMs,
  );
  setRouting(world, agent, 'NOT_RESPONDING');
  wait(world, conversation, queue, 'first');
  schedule(world, between(world.random, 20, 120), () => {
    if (agent.routing.status !== 'NOT_RESPONDING') return;
    if (chance(world.random, SHARE_STEPPED_AWAY)) stepAway(world, agent);
    else if (agent.isBlockOver) endBlock(world, agent);
    else setRouting(world, agent, 'IDLE');
  });
}

/** The conversation itself ends: everybody still in it leaves. */
function hangUp(world: World, conversation: Conversation, participant: Participant): void {
  takeOffHold(world, participant);
  const byAgent = chance(world.random, 0.4);
  leave(world, participant, byAgent ? 'client' : 'peer');
  happen(world, 'user.end', conversation, participant);
  const customer = participantFor(conversation, 'customer');
  if (!customer) return;
  leave(world, customer, byAgent ? 'peer' : 'client');
  happen(world, 'customer.end', conversation, customer);
  const talkedMs = world.nowMs - (participant.connectedMs ?? participant.startMs) - heldMs(participant);
  conversation.queue?.statistics.lasted(world.nowMs, conversation.media, 'tTalk', talkedMs);
}

function wrapUp(world: World, conversation: Conversation, participant: Participant, agent: Agent): void {
  participant.acwStartMs = world.nowMs;
  change(world, conversation, 'wrapping-up');
  schedule(world, between(world.random, 10, 60), () => {
    const durationMs = world.nowMs - (participant.acwStartMs ?? world.nowMs);
    participant.acwEndMs = world.nowMs;
    participant.wrapUp = {
      code: pick(world.random, world.roster.wrapUpCodes),
      durationSeconds: Math.round(durationMs / 1000),
      endMs: world.nowMs,
    };
    conversation.queue?.statistics.lasted(world.nowMs, conversation.media, 'tAcw', durationMs);
    happen(world, 'acw', conversation, participant);
    happen(world, 'wrapup', conversation, participant);
    finish(world, conversation, agent);
  });
}

function finish(world: World, conversation: Conversation, agent?: Agent): void {
  conversation.queue?.interacting.delete(conversation);
  if (agent) agent.conversation = undefined;
  world.conversations.delete(conversation.id);
  change(world, conversation, 'over');
  if (agent) becomeFree(world, agent);
}

function addressOf(world: World, media: Media, mailbox: string): string {
  if (media === 'email' || media === 'chat') return `${mailbox}@customer.example`;
  return `tel:+1317555${String(between(world.random, 0, 9999)).padStart(4, '0')}`;
}
