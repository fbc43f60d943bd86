/** What is known when the list reports that it was scrolled. */
export interface ScrollFacts {
  readonly isFollowing: boolean;
  readonly isAtEnd: boolean;
  readonly moved: 'up' | 'down' | 'not';
  /** A wheel, a finger or a drag of the scroll bar came just before. Keys move the focus, not the list. */
  readonly hasIntent: boolean;
  /** Rows or the window changed size since the last report, which moves a list by itself. */
  readonly hasLayoutChanged: boolean;
}

/**
 * Tells the reader's scrolling from the list's own. Scrolling up ends following, scrolling down to the end resumes
 * it, and a list that slipped from its end by itself is put back.
 */
export function scrollVerdict(facts: ScrollFacts): 'nothing' | 'yield' | 'resume' | 'pin' {
  const { isFollowing, isAtEnd, moved, hasIntent, hasLayoutChanged } = facts;
  if (!isFollowing) return isAtEnd && hasIntent && moved === 'down' ? 'resume' : 'nothing';
  if (isAtEnd) return 'nothing';
  return moved === 'up' && (hasIntent || !hasLayoutChanged) ? 'yield' : 'pin';
}
