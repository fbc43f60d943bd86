/** What is known when the list reports that it was scrolled. */
export interface ScrollFacts {
  readonly isFollowing: boolean;
  readonly isAtEnd: boolean;
  readonly hasMovedUp: boolean;
  /** A wheel, a finger, a key or a drag of the scroll bar came just before. */
  readonly hasIntent: boolean;
  /** Rows or the window changed size since the last report, which moves a list by itself. */
  readonly hasLayoutChanged: boolean;
}

/**
 * Tells the reader's scrolling from the list's own. Scrolling up ends following, scrolling down to the end resumes
 * it, and a list that slipped from its end by itself is put back.
 */
export function scrollVerdict(facts: ScrollFacts): 'nothing' | 'yield' | 'resume' | 'pin' {
  const { isFollowing, isAtEnd, hasMovedUp, hasIntent, hasLayoutChanged } = facts;
  if (!isFollowing) return isAtEnd && hasIntent && !hasMovedUp ? 'resume' : 'nothing';
  if (isAtEnd) return 'nothing';
  return hasMovedUp && (hasIntent || !hasLayoutChanged) ? 'yield' : 'pin';
}
