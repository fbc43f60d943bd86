import type { Candidate, Predicate } from '../../../shared/filter/candidate.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import type { Change } from '../../../shared/model/timeline.ts';
import { readerOf, type Fact } from '../events/facts.ts';
import { topicKey } from './losses.ts';
import { holdingAfter, type Occurrence } from './occurrence.ts';

/** How something stands, as it was fetched: in the form in which an event of the topic would tell it. */
export interface Fetched {
  readonly topic: string;
  readonly body: JsonValue;
  /** When the answer was there. */
  readonly at: EpochMs;
}

/** What was fetched says of an occurrence that was not sure any more. */
export type Verdict =
  | { readonly is: 'silent' | 'over' }
  /** It held all along. */
  | { readonly is: 'same'; readonly holding: readonly Change[] }
  /** It is so again, or may be: since this moment. `since` is that of the server's clock. */
  | {
      readonly is: 'anew';
      readonly holding: readonly Change[];
      readonly beganAt: EpochMs;
      readonly since: EpochMs | null;
    };

interface Judging {
  readonly matches: Predicate;
  readonly toLocal: (serverMs: EpochMs) => EpochMs;
}

/** The same value may have come to an end and begun again unseen: the server's own moments tell. */
export function verdictOf(
  occurrence: Occurrence,
  { topic, body, at }: Fetched,
  { matches, toLocal }: Judging,
): Verdict {
  if (topicKey(topic) !== topicKey(occurrence.topic)) return { is: 'silent' };
  const { entity, facts } = readerOf(topic)(body);
  const told = facts.filter(({ field }) => occurrence.holding.some((held) => held.field === field));
  if (entity !== occurrence.entity || told.length === 0) return { is: 'silent' };
  const since = newestOf(told);
  // It was on its way while something newer was heard.
  if (since !== null && occurrence.since !== null && since < occurrence.since) return { is: 'silent' };
  const holding = holdingAfter(
    occurrence.holding,
    told.flatMap((fact) => changeBy(fact, occurrence.holding)),
  );
  if (!matches(asEvent(occurrence, holding, { body, at }))) return { is: 'over' };
  if (since === null) return { is: 'anew', holding, beganAt: at, since };
  const isSame =
    occurrence.since === null ? toLocal(since) <= occurrence.beganAt : since === occurrence.since;
  return isSame
    ? { is: 'same', holding }
    : { is: 'anew', holding, beganAt: Math.min(at, toLocal(since)), since };
}

const newestOf = (facts: readonly Fact[]): EpochMs | null =>
  facts.reduce<EpochMs | null>(
    (newest, { since }) => (since === null || (newest !== null && newest > since) ? newest : since),
    null,
  );

/** A value that is another one than what held is a change of it. */
function changeBy({ field, value }: Fact, holding: readonly Change[]): readonly Change[] {
  const former = holding.find((held) => held.field === field)?.to ?? null;
  const isSame = JSON.stringify(former) === JSON.stringify(value);
  return isSame ? [] : [{ field, from: former, to: value, heldMs: null }];
}

function asEvent(
  { position, topic, subject, entity }: Occurrence,
  changes: readonly Change[],
  { body, at }: Pick<Fetched, 'body' | 'at'>,
): Candidate {
  return {
    entry: {
      position,
      at,
      type: 'event',
      event: {
        ...{
          seq: 0,
          topic,
          entity,
          changes,
          version: null,
          correlationId: null,
          preview: '',
          happenedAt: null,
        },
        subject: subject ?? { kind: 'other', id: null },
      },
    },
    body,
  };
}
