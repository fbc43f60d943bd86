import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { readerOf } from '../events/facts.ts';
import { ANA, BILLING, DIRECTORY } from '../testing/recorded-entries.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { redactBody } from './redact-body.ts';
import { redactChanges } from './redact-event.ts';
import { redactText } from './redact-text.ts';

const idOf = (index: number): string => `c3a9f1d2-4b7e-4c08-b5d6-1e2f3a4b5c7${String(index)}`;

/** Pseudonyms in an organisation that has queues by these names, too. */
function pseudonymsWith(...queues: readonly string[]): Pseudonyms {
  const named = queues.map((name, index): [string, string] => [idOf(index), name]);
  return new Pseudonyms(new Uint8Array(32).fill(7), {
    ...DIRECTORY,
    queues: { ...DIRECTORY.queues, ...Object.fromEntries(named) },
  });
}

const fieldOf = (field: string, pseudonyms: Pseudonyms): string | undefined =>
  redactChanges([{ field, from: null, to: { kind: 'number', number: 1 }, heldMs: null }], pseudonyms)[0]
    ?.field;

it('a hostile field or text that is long takes no longer than its length', () => {
  const pseudonyms = pseudonymsWith();
  expect(fieldOf(`A${' a'.repeat(300_000)}\n`, pseudonyms)).toMatch(/^A a a/);
  expect(redactText('a'.repeat(1_000_000), pseudonyms)).toHaveLength(1_000_000);
  expect(redactText('to ana.ruiz@acme.example, now', pseudonyms)).not.toContain('acme');
});

describe('what has changed', () => {
  const topic = (name: string): string => `v2.users.${ANA.id}.${name}`;
  const factsOf = (name: string, body: JsonValue): readonly string[] =>
    readerOf(name)(body).facts.map(({ field }) => field);
  const call = (medium: string): JsonValue => ({
    participants: [{ userId: ANA.id, [medium]: [{ state: 'connected' }], wrapup: { code: 'x' } }],
  });
  const figures: JsonValue = {
    group: { mediaType: 'voice' },
    data: [{ metrics: [{ metric: 'oWaiting', stats: { count: 3 } }] }],
  };
  const fields = [
    ...factsOf(topic('presence'), { presenceDefinition: { systemPresence: 'Away' } }),
    ...factsOf(topic('routingStatus'), { routingStatus: { status: 'IDLE' } }),
    ...factsOf(topic('outofoffice'), {}),
    ...factsOf(topic('station'), {}),
    ...['calls', 'callbacks', 'chats', 'emails', 'messages'].flatMap((medium) =>
      factsOf(topic('conversations'), call(medium)),
    ),
    ...factsOf(`v2.routing.queues.${BILLING.id}.users`, {}),
    ...factsOf(`v2.analytics.queues.${BILLING.id}.observations`, figures),
  ];

  it('is called as it was, whatever queues are called', () => {
    const words = fields.flatMap((field) => [field, ...field.split(/[ ()]+/).filter(Boolean)]);
    const pseudonyms = pseudonymsWith(...new Set(words));
    expect(new Set(fields).size).toBeGreaterThan(10);
    expect(fields.map((field) => fieldOf(field, pseudonyms))).toEqual(fields);
  });

  it('of a figure of a queue tells of nobody by its qualifier', () => {
    const pseudonyms = pseudonymsWith();
    expect(fieldOf(`User presences ${ANA.id} (voice)`, pseudonyms)).toBe(
      `User presences ${pseudonyms.id(ANA.id)} (voice)`,
    );
    expect(fieldOf(`Waiting ${ANA.name}`, pseudonyms)).toMatch(/^Waiting Agent \d+$/);
  });

  it('is redacted where it is nothing that Vigil calls so', () => {
    expect(fieldOf(`presence of ${ANA.name}`, pseudonymsWith())).toMatch(/^presence of Agent \d+$/);
  });
});

describe('the keys of a body', () => {
  it('stay where they are fields of the service, whatever queues are called', () => {
    const body: JsonValue = { emails: [{ email: true }], voice: null, chat: {} };
    expect(redactBody(body, pseudonymsWith('Emails', 'Email', 'Voice', 'Chat'))).toEqual(body);
  });

  it.each([
    ['a name', { [ANA.name]: true }],
    ['an id', { [ANA.id]: true }],
    ['a name among what a flow has filled in', { attributes: { emails: true } }],
    ['a number among that', { attributes: { a12345678: true } }],
  ])('are replaced where they are %s', (_what, body: JsonValue) => {
    const redacted = JSON.stringify(redactBody(body, pseudonymsWith('Emails')));
    expect(redacted).not.toMatch(new RegExp(`${ANA.name}|${ANA.id}|emails|12345678`));
  });
});
