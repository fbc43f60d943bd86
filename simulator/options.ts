import { randomBytes, randomUUID } from 'node:crypto';
import { aheadOf, systemClock, type Clock } from './base/clock.ts';
import { seededRandom, type Random } from './base/random.ts';
import { DEFAULT_QUIRKS, type Quirks } from './quirks.ts';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How a practice org is set up. Everything has a default. */
export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Where to listen. Anything but a loopback address opens the org to the network. */
  readonly host?: string;
  /** Random when left out. */
  readonly credentials?: Credentials;
  /** Decides people, queues, ids and the course of the day; the same seed gives the same organisation. */
  readonly seed?: number;
  /** Replaces the seeded generator of the day's course; the people still come from `seed`. */
  readonly random?: Random;
  readonly clock?: Clock;
  /** How far the org's own clock, which all times that it tells come from, is ahead of `clock`. May be negative. */
  readonly clockOffsetMs?: number;
  /** How many times faster than life the contact centre runs. 0 stops it: then only levers cause events. */
  readonly speed?: number;
  /** How many people work there, at least 60. */
  readonly agentCount?: number;
  readonly tokenLifetimeSeconds?: number;
  /** Requests allowed per token and minute before 429. */
  readonly requestsPerMinute?: number;
  readonly heartbeatEveryMs?: number;
  readonly channelLifetimeMs?: number;
  /** Gives every socket a planned, announced end at this age. Left out: none. */
  readonly plannedCloseAfterMs?: number;
  /** Permissions that the practice client lacks; it has all others that the topics ask for. */
  readonly lacksPermissions?: readonly string[];
  readonly quirks?: Partial<Quirks>;
  /** How many entries each list of the log keeps; the oldest go first. */
  readonly logLimit?: number;
}

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly credentials: Credentials;
  readonly seed: number;
  readonly random: Random;
  /** The org's own. */
  readonly clock: Clock;
  readonly speed: number;
  readonly agentCount: number;
  readonly tokenLifetimeSeconds: number;
  readonly requestsPerMinute: number;
  readonly heartbeatEveryMs: number;
  readonly channelLifetimeMs: number;
  readonly plannedCloseAfterMs: number | undefined;
  readonly lacksPermissions: readonly string[];
  readonly quirks: Quirks;
  readonly logLimit: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Offsets the course of the day from the sequence that the people are drawn from. */
const COURSE_SALT = 0x9e37;

/** Permissions that a practice client has not been given, so that refused topics can be seen. */
export const DEFAULT_LACKED_PERMISSIONS: readonly string[] = [
  'analytics:userAggregate:view',
  'wfm:agentSchedule:view',
  'wfm:agentAdherence:notify',
  'wfm:realtimeAdherence:view',
  'speechAndTextAnalytics:data:view',
  'quality:evaluation:view',
];

export function resolveOptions(options: SimulatorOptions): Settings {
  const seed = options.seed ?? 1;
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    credentials: options.credentials ?? randomCredentials(),
    seed,
    random: options.random ?? seededRandom(seed + COURSE_SALT),
    clock: aheadOf(options.clock ?? systemClock, options.clockOffsetMs ?? 0),
    speed: atLeast('speed', options.speed ?? 6, 0),
    agentCount: atLeast('agentCount', options.agentCount ?? 72, 60),
    tokenLifetimeSeconds: atLeast('tokenLifetimeSeconds', options.tokenLifetimeSeconds ?? 86_400, 1),
    requestsPerMinute: atLeast('requestsPerMinute', options.requestsPerMinute ?? 300, 1),
    heartbeatEveryMs: atLeast('heartbeatEveryMs', options.heartbeatEveryMs ?? 30_000, 1),
    channelLifetimeMs: atLeast('channelLifetimeMs', options.channelLifetimeMs ?? DAY_MS, 1),
    plannedCloseAfterMs: options.plannedCloseAfterMs,
    lacksPermissions: options.lacksPermissions ?? DEFAULT_LACKED_PERMISSIONS,
    quirks: { ...DEFAULT_QUIRKS, ...options.quirks },
    logLimit: atLeast('logLimit', options.logLimit ?? 50_000, 1),
  };
}

function randomCredentials(): Credentials {
  return { clientId: randomUUID(), clientSecret: randomBytes(32).toString('base64url') };
}

function atLeast(name: string, value: number, minimum: number): number {
  if (Number.isFinite(value) && value >= minimum) return value;
  throw new Error(
    `The practice org's option ${name} must be a number of at least ${String(minimum)}, not ${String(value)}.`,
  );
}
