/** Frames that are each wrong in their own way. */
const MALFORMED: readonly (string | Uint8Array)[] = [
  '{"topicName":"v2.users.',
  'not json at all',
  '[]',
  'null',
  '42',
  '{}',
  '{"eventBody":{"message":"no topic name"}}',
  '{"topicName":7,"eventBody":{}}',
  '{"topicName":"","eventBody":null}',
  '{"topicName":"v2.users.nobody.presence","eventBody":"a text instead of an object","metadata":"also a text"}',
  '{"topicName":"v2.users.nobody.presence","version":2,"eventBody":[],"metadata":{"CorrelationId":9}}',
  '',
  `{"topicName":"v2.users.nobody.presence","eventBody":{"message":"${'\\u0000'.repeat(64)}"`,
  new Uint8Array([0x00, 0xff, 0xfe, 0x80]),
];

/** The frame number `index` of an endless round through all kinds of wrong frames. */
export function malformedFrame(index: number): string | Uint8Array {
  return MALFORMED[index % MALFORMED.length] ?? '';
}
