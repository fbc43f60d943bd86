import type { EpochMs } from '../../../../shared/model/connection-state.ts';
import type { CauseShare, Trust } from '../../../../shared/model/trust.ts';
import { t } from '../../../../shared/text/t.ts';
import type { Fact } from '../../ui/Facts.tsx';
import { categoryText, percentText } from '../../wording/gaps.ts';
import { durationText, momentText } from '../../wording/time.ts';

/** `trusted 99.2 % of shift`, or null before anything was heard. */
export function trustText({ share }: Trust): string | null {
  return share === null ? null : t('trusted {share} of shift', { share: percentText(share) });
}

/** What the figure means, as one sentence. */
export function trustSentence(trust: Trust, now: EpochMs): string {
  const { since, share, coveredMs, gapMs } = trust;
  if (since === null || share === null) return t('Nothing was heard yet, so there is nothing to judge.');
  const from = momentText(since, now);
  if (gapMs === 0)
    return t('Everything since {from} was heard: {duration} without a gap.', {
      from,
      duration: durationText(coveredMs),
    });
  return t('Of {duration} since {from}, {unheard} went unheard.', {
    duration: durationText(coveredMs + gapMs),
    from,
    unheard: durationText(gapMs),
  });
}

/** How bad it was: the whole, how often and the worst. */
export function trustFacts({ gapMs, causes, longestMs, coveredMs }: Trust): readonly Fact[] {
  // As many as there are in the list: each cause has a gap of its own, also where two of them touch.
  const gaps = causes.reduce((sum, cause) => sum + cause.gaps, 0);
  return [
    { label: t('Heard'), text: durationText(coveredMs) },
    {
      label: t('Unheard'),
      text: gaps === 0 ? t('Nothing') : lostText(gapMs, gaps),
    },
    ...(gaps > 1
      ? [
          {
            label: t('Longest'),
            text: t('{duration} without a break', { duration: durationText(longestMs) }),
          },
        ]
      : []),
  ];
}

const lostText = (gapMs: number, gaps: number): string =>
  t('{duration}, {gaps, plural, one {# gap} other {# gaps}}', { duration: durationText(gapMs), gaps });

/** One cause of the breakdown. */
export function causeText({ category, gapMs, gaps }: CauseShare): Fact {
  return {
    label: categoryText(category),
    text: lostText(gapMs, gaps),
  };
}
