import { scrollVerdict, type Hand } from './follow.ts';

const END_THRESHOLD_PX = 8;
/** How long after a wheel turn or a touch the scrolling still belongs to it. */
const INTENT_MS = 400;

export interface ScrollWatch {
  readonly isFollowing: () => boolean;
  readonly onYield: () => void;
  readonly onResume: () => void;
  /** The list is no longer at its end, and not because the reader wanted it. */
  readonly onSlip: () => void;
}

const isAtEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): boolean =>
  scrollHeight - scrollTop - clientHeight <= END_THRESHOLD_PX;

/** Listens to everything that scrolls a list; the returned function stops it. */
export function watchScrolling(element: HTMLElement, watch: ScrollWatch): () => void {
  const { isFollowing, onYield, onResume, onSlip } = watch;
  const ending = new AbortController();
  const hands = watchHands(element, watch, ending.signal);
  let last = { top: element.scrollTop, height: element.scrollHeight, view: element.clientHeight };

  function onScroll(): void {
    const { scrollTop: top, scrollHeight: height, clientHeight: view } = element;
    const verdict = scrollVerdict({
      isFollowing: isFollowing(),
      isAtEnd: isAtEnd(element),
      moved: top < last.top ? 'up' : top > last.top ? 'down' : null,
      hand: hands.latest(),
      hasLayoutChanged: height !== last.height || view !== last.view,
    });
    last = { top, height, view };
    if (verdict === 'yield') onYield();
    else if (verdict === 'resume') onResume();
    else if (verdict === 'pin') onSlip();
  }

  element.addEventListener('scroll', onScroll, { passive: true, signal: ending.signal });
  const resized = new ResizeObserver(() => {
    if (isFollowing()) onSlip();
  });
  resized.observe(element);
  return () => {
    ending.abort();
    resized.disconnect();
  };
}

/** Listens to the reader's hands until the signal. `latest` is the one that was on the list a moment ago. */
function watchHands(
  element: HTMLElement,
  { isFollowing, onYield, onResume }: ScrollWatch,
  signal: AbortSignal,
): { readonly latest: () => Hand | null } {
  const options = { passive: true, signal };
  let push: { readonly hand: Hand; readonly at: number } | null = null;
  let isDragging = false;

  /** A hand that may go up ends following at once: waiting for the list to move would mean to fight the hand. */
  function onHand(hand: Hand): void {
    push = { hand, at: performance.now() };
    if (isFollowing() && hand !== 'down' && element.scrollTop > 0) onYield();
  }

  function onPointerDown({ target }: PointerEvent): void {
    // A press on the list itself is one on its scroll bar; one on a row has the row as its target.
    if (target !== element) return;
    isDragging = true;
    onHand('either');
  }

  function onPointerUp(): void {
    // Where the scroll bar is let go counts, not where it passed through.
    if (isDragging && isAtEnd(element)) onResume();
    isDragging = false;
  }

  element.addEventListener(
    'wheel',
    ({ deltaY }) => {
      onHand(deltaY < 0 ? 'up' : 'down');
    },
    options,
  );
  element.addEventListener(
    'touchmove',
    () => {
      onHand('either');
    },
    options,
  );
  element.addEventListener('pointerdown', onPointerDown, options);
  window.addEventListener('pointerup', onPointerUp, options);
  return {
    latest: () =>
      push === null || isDragging || performance.now() - push.at >= INTENT_MS ? null : push.hand,
  };
}
