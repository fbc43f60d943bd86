/**
 * A practice org in a process of its own, so that it can be frozen, outlive its client and keep its log to itself.
 * It is told what to do over the channel of `fork`, and ends with it.
 */
import { startSimulator } from '../../../simulator/start-simulator.ts';
import type { OrgAnswer, OrgOrder, OrgOptions } from './org-messages.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as OrgOptions;
const simulator = await startSimulator({ speed: 0, requestsPerMinute: 1_000_000, ...options });
const { received, levers, address, roster } = simulator;
let told = 0;

const tell = (answer: OrgAnswer): void => {
  process.send?.(answer);
};

process.on('message', ({ order, lever }: OrgOrder) => {
  if (order === 'pull') {
    levers.pull(lever);
    return;
  }
  const events = received.events.filter(({ sequence }) => sequence > told);
  told = events.at(-1)?.sequence ?? told;
  tell({
    what: 'ledger',
    events: events.map(({ atMs, topic, sequence, correlationId }) => ({
      atMs,
      topic,
      sequence,
      correlationId,
    })),
    sockets: received.sockets,
    channelsCreated: received.channels.length,
    tokensIssued: received.tokenRequests.filter(({ status }) => status === 200).length,
    deadTokenRequests: received.requests.filter(({ token }) => token.tag && token.standing !== 'valid')
      .length,
  });
});
process.on('disconnect', () => process.exit(0));
tell({ what: 'ready', address, people: roster.people.map(({ id }) => id) });
