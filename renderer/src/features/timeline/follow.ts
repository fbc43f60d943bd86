/** Where a hand on the list pushes it: to older rows or to newer ones; a finger or the scroll bar may go either way. */
export type Hand = 'older' | 'newer' | 'either';

/** What is known when the list reports that it was scrolled. */
export interface ScrollFacts {
  readonly isFollowing: boolean;
  /** The newest row is in sight. */
  readonly isAtEnd: boolean;
  readonly moved: Hand | null;
  /** The hand that was on the list just before. Keys move the focus, not the list. */
  readonly hand: Hand | null;
  /** Rows or the window changed size since the last report, which moves a list by itself. */
  readonly hasLayoutChanged: boolean;
}

/**
 * Tells the reader's scrolling from the list's own. Scrolling to older rows ends following, scrolling to the newest
 * resumes it, and a list that slipped from its end by itself is put back. A report of the list's own move may come
 * late, when a hand already pushes the other way; so only a hand that goes to newer rows resumes.
 */
export function scrollVerdict(facts: ScrollFacts): 'nothing' | 'yield' | 'resume' | 'pin' {
  const { isFollowing, isAtEnd, moved, hand, hasLayoutChanged } = facts;
  if (!isFollowing) {
    const isPushedBack = moved === 'newer' && (hand === 'newer' || hand === 'either');
    return isAtEnd && isPushedBack ? 'resume' : 'nothing';
  }
  if (isAtEnd) return 'nothing';
  const isPushedAway = hand === 'older' || hand === 'either' || !hasLayoutChanged;
  return moved === 'older' && isPushedAway ? 'yield' : 'pin';
}
