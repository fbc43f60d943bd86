import { between, chance, pick } from '../base/random.ts';
import { presenceOf, setOutOfOffice, setPresence, setRouting } from './agent.ts';
import { schedule } from './schedule.ts';
import type { Agent, Block, World } from './state.ts';

const HOUR_SECONDS = 3600;

/** Puts somebody into the middle of a shift, or at home, as at any moment of a day of a contact centre. */
export function joinDay(world: World, agent: Agent): void {
  agent.blocksLeft = planShift(world, agent);
  const skipped = between(world.random, 0, agent.blocksLeft.length - 1);
  agent.blocksLeft.splice(0, skipped);
  // Without this everybody would start a block at the same moment.
  const elapsedShare = world.random() * 0.9;
  const [current] = agent.blocksLeft;
  if (current) agent.blocksLeft[0] = { ...current, minutes: current.minutes * (1 - elapsedShare) };
  beginNextBlock(world, agent);
}

/** Moves on to the next block now, or as soon as the conversation in hand is done. */
export function endBlock(world: World, agent: Agent): void {
  if (agent.conversation) agent.isBlockOver = true;
  else beginNextBlock(world, agent);
}

/** What somebody does when a conversation is done: whatever the shift wants next, or more work. */
export function becomeFree(world: World, agent: Agent): void {
  agent.conversation = undefined;
  if (agent.isBlockOver) {
    beginNextBlock(world, agent);
  } else {
    setRouting(world, agent, 'IDLE');
  }
}

/** Steps away in the middle of a block and comes back to it. */
export function stepAway(world: World, agent: Agent): void {
  const block: Block = { presence: 'Away', which: 'own', minutes: between(world.random, 3, 10) };
  agent.blocksLeft.unshift(block, { presence: 'OnQueue', which: 'primary', minutes: 40 });
  beginNextBlock(world, agent);
}

function beginNextBlock(world: World, agent: Agent): void {
  agent.isBlockOver = false;
  if (agent.blocksLeft.length === 0) agent.blocksLeft = planShift(world, agent);
  const block = agent.blocksLeft.shift();
  if (!block) return;
  agent.block = block;
  enter(world, agent, block);
  schedule(world, block.minutes * 60, () => {
    // Whoever has moved on since then, for example by stepping away, is in another block by now.
    if (agent.block === block) endBlock(world, agent);
  });
}

function enter(world: World, agent: Agent, block: Block): void {
  setPresence(world, agent, presenceOf(world, block.presence, block.which), block.message);
  if (block.presence === 'Offline' && chance(world.random, 0.1)) {
    const awayMs = between(world.random, 1, 5) * 24 * HOUR_SECONDS * 1000;
    setOutOfOffice(world, agent, world.nowMs + awayMs);
  }
}

function planShift(world: World, agent: Agent): Block[] {
  return agent.person.isSupervisor ? supervisorShift(world) : agentShift(world);
}

function agentShift(world: World): Block[] {
  const { random } = world;
  const onQueue = (): Block => ({ presence: 'OnQueue', which: 'primary', minutes: between(random, 40, 100) });
  const rest = (): Block => ({
    presence: 'Break',
    which: pick(random, ['primary', 'own']),
    minutes: between(random, 8, 16),
  });
  return [
    { presence: 'Available', which: 'primary', minutes: between(random, 1, 5), message: 'Signing in' },
    onQueue(),
    rest(),
    onQueue(),
    offQueueTask(world),
    onQueue(),
    { presence: 'Meal', which: pick(random, ['primary', 'own']), minutes: between(random, 28, 45) },
    onQueue(),
    ...(chance(random, 0.4) ? [offQueueTask(world), onQueue()] : []),
    rest(),
    onQueue(),
    { presence: 'Available', which: 'primary', minutes: between(random, 1, 5) },
    { presence: 'Offline', which: 'primary', minutes: between(random, 90, 180) },
  ];
}

function supervisorShift(world: World): Block[] {
  const { random } = world;
  const available = (): Block => ({
    presence: 'Available',
    which: 'primary',
    minutes: between(random, 10, 40),
  });
  return [
    available(),
    { presence: 'Meeting', which: 'own', minutes: between(random, 15, 30), message: 'Morning stand-up' },
    available(),
    offQueueTask(world),
    available(),
    { presence: 'Meal', which: 'primary', minutes: between(random, 28, 45) },
    available(),
    { presence: 'OnQueue', which: 'primary', minutes: between(random, 20, 40) },
    offQueueTask(world),
    available(),
    { presence: 'Offline', which: 'primary', minutes: between(random, 90, 180) },
  ];
}

function offQueueTask(world: World): Block {
  const { random } = world;
  return pick<() => Block>(random, [
    () => ({ presence: 'Meeting', which: 'own', minutes: between(random, 15, 30) }),
    () => ({
      presence: 'Training',
      which: pick(random, ['primary', 'own']),
      minutes: between(random, 20, 50),
    }),
    () => ({ presence: 'Busy', which: 'own', minutes: between(random, 10, 40), message: 'Back in a while' }),
    () => ({ presence: 'Away', which: 'primary', minutes: between(random, 4, 15) }),
  ])();
}
