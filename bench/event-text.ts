/** People that the events of benches are about. */
export const PEOPLE = 500;

export const personId = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** The frame of the presence event with this number, of so many bytes; each has a correlation id of its own. */
export function eventText(index: number, bytes: number, people = PEOPLE): string {
  const user = personId(index % people);
  // Everybody changes from one event of theirs to the next.
  const isAway = index % (2 * people) >= people;
  const envelope = {
    topicName: `v2.users.${user}.presence`,
    version: '2',
    eventBody: {
      source: 'PURECLOUD',
      presenceDefinition: {
        id: isAway ? '5e5c5c66-ea97-4e7f-ac41-6424784829f2' : '6a3af858-942f-489d-9700-5f9bcdcdae9b',
        systemPresence: isAway ? 'AWAY' : 'AVAILABLE',
      },
      primary: true,
      modifiedDate: new Date(1_750_000_000_000 + index).toISOString(),
      message: '',
    },
    metadata: { CorrelationId: `11111111-1111-4111-8111-${String(index).padStart(12, '0')}` },
  };
  const padding = Math.max(0, bytes - JSON.stringify(envelope).length);
  envelope.eventBody.message = 'x'.repeat(padding);
  return JSON.stringify(envelope);
}
