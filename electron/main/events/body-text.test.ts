import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../shared/genesys/wire.ts';
import { bodyText } from './body-text.ts';

const TOPIC = '"topicName":"t","version":"2"';
const META = '"metadata":{"CorrelationId":"c"}';

describe('the text of a body', () => {
  it.each([
    ['between the topic and the metadata', `{${TOPIC},"eventBody":{"n":1},${META}}`, '{"n":1}'],
    ['of a frame without metadata', `{${TOPIC},"eventBody":{"n":1}}`, '{"n":1}}'],
    ['that has metadata of its own', `{${TOPIC},"eventBody":{"n":1,${META}},${META}}`, `{"n":1,${META}}`],
    ['that ends with metadata of its own', `{${TOPIC},"eventBody":{"n":1,${META}}}`, `{"n":1,${META}}}`],
    [
      'that has a body of its own',
      `{${TOPIC},"eventBody":{"eventBody":{"n":1}},${META}}`,
      '{"eventBody":{"n":1}}',
    ],
    ['as it is written, whatever numbers look like', `{${TOPIC},"eventBody":{"n":1.0},${META}}`, '{"n":1.0}'],
  ])('is found %s', (_, frame, expected) => {
    expect(bodyText(frame, 'never written anew')).toBe(expected);
  });

  it.each([
    ['the metadata come first', `{${META},"eventBody":{"n":1},${TOPIC}}`],
    [
      'the key is set apart, and there is another one inside',
      `{${TOPIC},"eventBody" :{"eventBody":{}},${META}}`,
    ],
    [
      'the key is escaped, and there is another one inside',
      `{${TOPIC},"event\\u0042ody":{"eventBody":{}},${META}}`,
    ],
    ['there is none', `{${TOPIC}}`],
  ])('is written anew where %s', (_, frame) => {
    expect(bodyText(frame, { n: 1 })).toBe('{"n":1}');
  });

  it('tells any two bodies apart, in any envelope', () => {
    const keys = fc.constantFrom('eventBody', 'metadata', 'topicName', 'x"', '},{', ',"metadata":{');
    const bodies = fc
      .jsonValue({ maxDepth: 3 })
      .chain((leaf) =>
        fc.oneof(
          fc.constant(leaf),
          fc.dictionary(keys, fc.constantFrom(leaf, { metadata: { CorrelationId: 'c' } }, '}}')),
        ),
      );
    const rest = { topicName: 't', metadata: { CorrelationId: 'c' } };
    const envelopes = fc.constantFrom(
      (eventBody: unknown) => JSON.stringify({ eventBody, ...rest }),
      (eventBody: unknown) => JSON.stringify({ ...rest, eventBody }),
      (eventBody: unknown) => JSON.stringify({ topicName: 't', eventBody, metadata: rest.metadata }),
      (eventBody: unknown) => JSON.stringify({ topicName: 't', eventBody }),
    );
    fc.assert(
      fc.property(bodies, bodies, envelopes, (one, other, envelope) => {
        const text = (body: typeof one): string =>
          bodyText(envelope(body), JSON.parse(JSON.stringify(body)) as JsonValue);
        expect(text(one) === text(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
