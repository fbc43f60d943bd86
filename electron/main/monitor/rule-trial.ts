import {
  TRIAL_MS,
  type AlertRuleDraft,
  type AlertScope,
  type RuleTrial,
} from '../../../shared/model/alert.ts';
import { isSameGroup, type Board } from '../../../shared/model/board.ts';
import type { EpochMs } from '../../../shared/model/connection-state.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure } from '../base/failure.ts';
import { checkRuleFilter } from '../settings/alert-rules.ts';
import { worldOf, type DeskSource } from './alert-desk.ts';

/** What a trial looks at of an organisation. */
export type TrialSource = Pick<DeskSource, 'profileId' | 'history' | 'board'>;

/** What a rule would have done in an organisation. Throws a `Failure` (`input/invalid`) where nobody can tell. */
export async function tryRule(
  draft: AlertRuleDraft,
  { source, now }: { readonly source: TrialSource; readonly now: EpochMs },
): Promise<RuleTrial> {
  checkRuleFilter(draft.filter);
  checkGroup(draft.scope, source.board.current());
  const rules = [{ ...draft, id: 'tried' }];
  const query = { rules, since: now - TRIAL_MS, cutOffAt: null, ...worldOf(source) };
  const { runs, from, to, isWhole } = await source.history.runRules(query);
  const { fired = 0, samples = [] } = runs[0] ?? {};
  return { profileId: source.profileId, fired, samples, from, to, isWhole };
}

function checkGroup(scope: AlertScope, { groups }: Pick<Board, 'groups'>): void {
  if (scope.kind !== 'group') return;
  const group = groups.find(({ source }) => isSameGroup(source, scope.group));
  if ((group?.members ?? null) !== null) return;
  throw new Failure({
    code: 'input/invalid',
    message: t(
      'It is not known who is in this group: its organisation is not connected, or it is no longer on the board.',
    ),
  });
}
