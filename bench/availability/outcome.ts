import * as v from 'valibot';

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** One printed line: how one contender did. */
export const OutcomeSchema = v.strictObject({
  bench: v.literal('availability'),
  contender: v.pipe(v.string(), v.minLength(1)),
  availability: Share,
  availabilityReachable: Share,
  events: Count,
  lost: Count,
  lostReachable: Count,
  undeclared: Count,
  undeclaredReachable: Count,
  declaredHours: v.pipe(v.number(), v.minValue(0)),
  doubled: Count,
  requests: Count,
  tokenRequests: Count,
  staleTokenRequests: Count,
  upgrades: Count,
  deadChannelUpgrades: Count,
  channelsCreated: Count,
  attemptsFirstMinute: v.pipe(v.number(), v.minValue(0)),
  herdPeakPer100Ms: Count,
  herdRequestsPerClient: v.pipe(v.number(), v.minValue(0)),
  halfOpenNoticedMs: v.nullable(Count),
  halfOpenMedianMs: v.nullable(Count),
  lostBy: v.record(v.string(), Count),
  timersLeft: Count,
  socketsLeft: Count,
  faults: Count,
  hours: v.pipe(v.number(), v.minValue(0)),
  seed: v.number(),
});

export type Outcome = v.InferOutput<typeof OutcomeSchema>;

/** Reads one printed line; throws on anything else. */
export function parseOutcome(line: string): Outcome {
  return v.parse(OutcomeSchema, JSON.parse(line));
}
