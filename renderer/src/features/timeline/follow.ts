/** Where a hand on the list pushes it; a finger or the scroll bar may go either way. */
export type Hand = 'up' | 'down' | 'either';

/** What is known when the list reports that it was scrolled. */
export interface ScrollFacts {
  readonly isFollowing: boolean;
  readonly isAtEnd: boolean;
  readonly moved: Hand | null;
  /** The hand that was on the list just before. Keys move the focus, not the list. */
  readonly hand: Hand | null;
  /** Rows or the window changed size since the last report, which moves a list by itself. */
  readonly hasLayoutChanged: boolean;
}

/**
 * Tells the reader's scrolling from the list's own. Scrolling up ends following, scrolling down to the end resumes
 * it, and a list that slipped from its end by itself is put back. A report of the list's own move may come late, when
 * a hand already pushes the other way; so only a hand that goes down resumes.
 */
export function scrollVerdict(facts: ScrollFacts): 'nothing' | 'yield' | 'resume' | 'pin' {
  const { isFollowing, isAtEnd, moved, hand, hasLayoutChanged } = facts;
  if (!isFollowing) {
    const isPushedDown = moved === 'down' && (hand === 'down' || hand === 'either');
    return isAtEnd && isPushedDown ? 'resume' : 'nothing';
  }
  if (isAtEnd) return 'nothing';
  const isPushedUp = hand === 'up' || hand === 'either' || !hasLayoutChanged;
  return moved === 'up' && isPushedUp ? 'yield' : 'pin';
}
