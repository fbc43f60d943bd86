import { assertNever } from '../../../shared/assert-never.ts';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import type { Interaction } from '../../../shared/model/agent.ts';
import { readInteractions } from '../genesys/interactions-api.ts';
import type { RestCall, RestContext } from '../genesys/rest.ts';
import {
  readPresences,
  readQueueFigures,
  readQueueMembers,
  readUserFact,
  readUsers,
  type UserFact,
  type UserState,
} from '../genesys/state-api.ts';
import type { StateFact } from '../events/fetchable.ts';
import type { Read } from './plan.ts';

/** A fact that an answer gave, as bodies of the events that would have told of it; of conversations all that go on. */
export type Found =
  | {
      readonly id: string;
      readonly fact: Exclude<StateFact, 'interactions'>;
      readonly bodies: readonly JsonValue[];
    }
  | {
      readonly id: string;
      readonly fact: 'interactions';
      readonly interactions: readonly Interaction[];
    };

export interface Answered {
  readonly found: readonly Found[];
  /** The request that the rest of the answer takes. */
  readonly next: Read | null;
}

/** Sends the one request of a read. Throws a `Failure`. */
export async function performRead(read: Read, context: RestContext, call: RestCall): Promise<Answered> {
  const { kind, ids, page } = read;
  const facts = read.facts.filter(isUserFact);
  const [id = ''] = ids;
  switch (kind) {
    case 'users':
      return whole(foundIn(await readUsers(context, call, ids, facts)));
    case 'presences':
      return whole(foundIn(await readPresences(context, call, ids)));
    case 'user-fact': {
      const [fact = 'presence'] = facts;
      const body = await readUserFact(context, call, id, fact);
      return whole(body === null ? [] : [{ id, fact, bodies: [body] }]);
    }
    case 'interactions': {
      const all = await readInteractions(context, call, ids);
      return whole(
        [...all].map(([user, interactions]) => ({ id: user, fact: 'interactions', interactions })),
      );
    }
    case 'figures': {
      const figures = await readQueueFigures(context, call, ids);
      return whole([...figures].map(([queue, bodies]) => ({ id: queue, fact: 'figures', bodies })));
    }
    case 'members': {
      const { bodies, hasMore } = await readQueueMembers(context, call, id, page);
      const next = hasMore ? { ...read, page: page + 1 } : null;
      return { found: [{ id, fact: 'members', bodies }], next };
    }
    default:
      return assertNever(kind, 'read');
  }
}

const whole = (found: readonly Found[]): Answered => ({ found, next: null });

const USER_FACTS: readonly UserFact[] = ['presence', 'routingStatus', 'outOfOffice', 'station'];

const isUserFact = (fact: StateFact): fact is UserFact => USER_FACTS.some((one) => one === fact);

function foundIn(users: ReadonlyMap<string, UserState>): readonly Found[] {
  return [...users].flatMap(([id, state]) =>
    USER_FACTS.flatMap((fact) => {
      const body = state[fact];
      return body === undefined ? [] : [{ id, fact, bodies: [body] }];
    }),
  );
}
