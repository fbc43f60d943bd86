import { between, chance, pick, seededRandom, shuffled, uuid, type Random } from '../base/random.ts';
import { drawNames, mailboxOf, type PersonName } from './names.ts';
import { drawPresences, type PresenceDefinition } from './presences.ts';

export type Media = 'voice' | 'chat' | 'email' | 'message' | 'callback';

/** Who somebody is. What they are doing is in `Agent`. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly department: string;
  readonly isSupervisor: boolean;
  /** Queues they are a member of, the one they belong to first. */
  readonly queueIds: readonly string[];
  readonly station: { readonly id: string; readonly name: string };
}

export interface QueueDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly media: readonly Media[];
}

/** A group of people who work together. Who is in it now is in `Team`. */
export interface TeamDefinition {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly leadIds: readonly string[];
  readonly memberIds: readonly string[];
}

export interface WrapUpCode {
  readonly id: string;
  readonly name: string;
}

/** The lasting part of the organisation. The same seed gives the same roster. */
export interface Roster {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly division: { readonly id: string; readonly name: string };
  readonly people: readonly Person[];
  readonly queues: readonly QueueDefinition[];
  readonly teams: readonly TeamDefinition[];
  readonly presences: readonly PresenceDefinition[];
  readonly wrapUpCodes: readonly WrapUpCode[];
}

const MAIL_DOMAIN = 'practice.example';
const SHARE_OF_SUPERVISORS = 1 / 12;

const QUEUES: readonly Omit<QueueDefinition, 'id'>[] = [
  { name: 'Billing', description: 'Invoices, payments and refunds', media: ['voice', 'chat', 'email'] },
  { name: 'Sales', description: 'New customers and upgrades', media: ['voice', 'message', 'callback'] },
  { name: 'Technical Support', description: 'Faults and set-up', media: ['voice', 'chat', 'message'] },
  { name: 'Orders and Returns', description: 'Where is my parcel?', media: ['voice', 'email', 'chat'] },
  { name: 'Retention', description: 'Customers who think of leaving', media: ['voice', 'callback'] },
  { name: 'VIP Care', description: 'The accounts that matter most', media: ['voice', 'message', 'callback'] },
];

const WRAP_UP_CODES = [
  'Resolved',
  'Follow-up needed',
  'Escalated',
  'Wrong department',
  'Payment taken',
  'No fault found',
];

const TEAMS: readonly Pick<TeamDefinition, 'name' | 'description'>[] = [
  { name: 'Early Shift', description: 'From six in the morning' },
  { name: 'Late Shift', description: 'Until ten at night' },
  { name: 'Dublin Office', description: 'Everybody who works in Dublin' },
  { name: 'Lisbon Office', description: 'Everybody who works in Lisbon' },
  { name: 'Home Agents', description: 'Who works from home' },
  { name: 'Newcomers', description: 'In their first half year' },
  { name: 'Key Accounts', description: 'Who knows the large customers' },
  { name: 'Weekend Crew', description: 'Saturdays and Sundays' },
];
/** Draws the teams from a sequence of their own, so that the people do not depend on them. */
const TEAMS_SALT = 0x7ea3;

export function drawRoster(seed: number, agentCount: number): Roster {
  const random = seededRandom(seed);
  const organisation = { id: uuid(random), name: 'Practice Organisation' };
  const division = { id: uuid(random), name: 'Home' };
  const presences = drawPresences(random);
  const queues = QUEUES.map((queue) => ({ id: uuid(random), ...queue }));
  const wrapUpCodes = WRAP_UP_CODES.map((name) => ({ id: uuid(random), name }));
  const people = drawPeople(random, queues, agentCount);
  const teams = drawTeams(seededRandom(seed + TEAMS_SALT), people);
  return { organisation, division, presences, queues, teams, wrapUpCodes, people };
}

function drawPeople(random: Random, queues: readonly QueueDefinition[], count: number): Person[] {
  const ana: PersonName = { full: 'Ana Ruiz', mailbox: mailboxOf('Ana Ruiz') };
  const supervisors = Math.round(count * SHARE_OF_SUPERVISORS);
  return [ana, ...drawNames(random, count - 1)].map((name, index) => {
    const isSupervisor = index >= count - supervisors;
    // Everybody belongs to one queue in turn, so that Ana Ruiz is in Billing and no queue is left empty.
    const home = queues[index % queues.length] ?? pick(random, queues);
    return {
      id: uuid(random),
      name: name.full,
      email: `${name.mailbox}@${MAIL_DOMAIN}`,
      title: isSupervisor ? 'Team Lead' : pick(random, ['Agent', 'Senior Agent', 'Specialist']),
      department: home.name,
      isSupervisor,
      queueIds: drawMemberships(random, queues, home),
      station: { id: uuid(random), name: `Desk ${String(101 + index)}` },
    };
  });
}

function drawMemberships(
  random: Random,
  queues: readonly QueueDefinition[],
  home: QueueDefinition,
): string[] {
  const ids = new Set([home.id]);
  const others = chance(random, 0.6) ? between(random, 1, 2) : 0;
  for (let added = 0; added < others; added += 1) ids.add(pick(random, queues).id);
  return [...ids];
}

/** Everybody is in one team. A supervisor leads each, and more than one where there are more supervisors than teams. */
function drawTeams(random: Random, people: readonly Person[]): TeamDefinition[] {
  const leads = people.filter((person) => person.isSupervisor);
  const agents = shuffled(
    random,
    people.filter((person) => !person.isSupervisor),
  );
  const teams = TEAMS.slice(0, leads.length);
  const dealt = (list: readonly Person[], to: number): string[] =>
    list.filter((_, index) => index % teams.length === to).map(({ id }) => id);
  return teams.map((team, index) => {
    const leadIds = dealt(leads, index);
    return { id: uuid(random), ...team, leadIds, memberIds: [...leadIds, ...dealt(agents, index)] };
  });
}
