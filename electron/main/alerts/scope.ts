import type { AlertScope } from '../../../shared/model/alert.ts';
import type { Subject } from '../../../shared/model/timeline.ts';
import type { Memberships } from './memberships.ts';

/** Whether a rule may be about a subject at some time: who is in a group may change while something goes on. */
export function mayBeInScope(scope: AlertScope, subject: Subject | null): boolean {
  if (scope.kind === 'everyone' || scope.kind === 'organisation') return true;
  return subject?.kind === 'user' && (scope.kind === 'group' || subject.id === scope.userId);
}

/** Whether it is about it now; nobody is in a group whose people are not known yet. */
export function isInScope(scope: AlertScope, subject: Subject | null, memberships: Memberships): boolean {
  if (!mayBeInScope(scope, subject)) return false;
  if (scope.kind !== 'group') return true;
  const userId = subject?.id ?? null;
  return userId !== null && memberships.has(scope.group, userId);
}
