import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { CauseShare, Trust } from '../../../../shared/model/trust.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { categoryText, percentText } from '../../wording/gaps.ts';
import { durationText, momentText, plural } from '../../wording/time.ts';

/** `trusted 99.2 % of shift`, or null before anything was heard. */
export function trustText({ share }: Trust): string | null {
  return share === null ? null : `trusted ${percentText(share)} of shift`;
}

/** What the figure means, as one sentence. */
export function trustSentence(trust: Trust, now: EpochMs): string {
  const { since, share, coveredMs, gapMs } = trust;
  if (since === null || share === null) return 'Nothing was heard yet, so there is nothing to judge.';
  const from = momentText(since, now);
  if (gapMs === 0) return `Everything since ${from} was heard: ${durationText(coveredMs)} without a gap.`;
  return `Of ${durationText(coveredMs + gapMs)} since ${from}, ${durationText(gapMs)} went unheard.`;
}

/** How bad it was: the whole, how often and the worst. */
export function trustFacts({ gapMs, causes, longestMs, coveredMs }: Trust): readonly Fact[] {
  // As many as there are in the list: each cause has a gap of its own, also where two of them touch.
  const gaps = causes.reduce((sum, cause) => sum + cause.gaps, 0);
  return [
    { label: 'Heard', text: durationText(coveredMs) },
    { label: 'Unheard', text: gaps === 0 ? 'Nothing' : `${durationText(gapMs)}, ${plural(gaps, 'gap')}` },
    ...(gaps > 1 ? [{ label: 'Longest', text: `${durationText(longestMs)} without a break` }] : []),
  ];
}

/** One cause of the breakdown. */
export function causeText({ category, gapMs, gaps }: CauseShare): Fact {
  return { label: categoryText(category), text: `${durationText(gapMs)}, ${plural(gaps, 'gap')}` };
}
