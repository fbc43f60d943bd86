import type { MonitorEvent } from '../timeline.ts';

/** An event that says nothing of anybody; what a test cares about is given. */
export const anEvent = (part: Partial<MonitorEvent> = {}): MonitorEvent => ({
  seq: 1,
  topic: 't',
  version: null,
  correlationId: null,
  subject: { kind: 'other', id: null },
  changes: [],
  preview: '',
  happenedAt: null,
  ...part,
});
