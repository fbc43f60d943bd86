import type { Alert } from '../alert.ts';

/** An afternoon, in the time of this computer. */
export const ALERT_BEGAN_AT = new Date(2026, 10, 24, 14, 31, 2).getTime();

/** That Ana Ruiz has been away for too long; what a test cares about is given. */
export const anAlert = (part: Partial<Alert> = {}): Alert => ({
  id: 'a',
  profileId: 'acme',
  ruleId: 'r',
  ruleName: 'Away too long',
  isUrgent: false,
  forMs: 600_000,
  subject: { kind: 'user', id: 'u-1' },
  subjectName: 'Ana Ruiz',
  position: 5,
  beganAt: ALERT_BEGAN_AT,
  at: ALERT_BEGAN_AT + 600_000,
  isRead: false,
  outcome: { kind: 'fired', silencedBy: null, heldSince: null },
  ...part,
});
