import { scrollVerdict, type Hand } from './follow.ts';

const END_THRESHOLD_PX = 8;
/** How long after a wheel turn or a touch the scrolling still belongs to it. */
const INTENT_MS = 400;

/** At which end of the list the newest rows are. */
export type Tail = 'bottom' | 'top';

export interface ScrollWatch {
  readonly tail: Tail;
  readonly isFollowing: () => boolean;
  readonly onYield: () => void;
  readonly onResume: () => void;
  /** The list is no longer at its newest row, and not because the reader wanted it. */
  readonly onSlip: () => void;
}

function isAtTail({ scrollHeight, scrollTop, clientHeight }: HTMLElement, tail: Tail): boolean {
  const awayPx = tail === 'top' ? scrollTop : scrollHeight - scrollTop - clientHeight;
  return awayPx <= END_THRESHOLD_PX;
}

/** What a move by so many pixels, down for more, means for the reader. */
function directionOf(downPx: number, tail: Tail): Hand {
  return downPx > 0 === (tail === 'bottom') ? 'newer' : 'older';
}

/** Listens to everything that scrolls a list; the returned function stops it. */
export function watchScrolling(element: HTMLElement, watch: ScrollWatch): () => void {
  const { tail, isFollowing, onYield, onResume, onSlip } = watch;
  const ending = new AbortController();
  const hands = watchHands(element, watch, ending.signal);
  let last = { top: element.scrollTop, height: element.scrollHeight, view: element.clientHeight };

  function onScroll(): void {
    const { scrollTop: top, scrollHeight: height, clientHeight: view } = element;
    const verdict = scrollVerdict({
      isFollowing: isFollowing(),
      isAtEnd: isAtTail(element, tail),
      moved: top === last.top ? null : directionOf(top - last.top, tail),
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
  { tail, isFollowing, onYield, onResume }: ScrollWatch,
  signal: AbortSignal,
): { readonly latest: () => Hand | null } {
  const options = { passive: true, signal };
  let push: { readonly hand: Hand; readonly at: number } | null = null;
  let isDragging = false;

  /** A hand that may go to older rows ends following at once: waiting for the list to move would mean to fight it. */
  function onHand(hand: Hand): void {
    push = { hand, at: performance.now() };
    const canMove = element.scrollHeight > element.clientHeight;
    if (isFollowing() && hand !== 'newer' && canMove) onYield();
  }

  function onPointerDown({ target }: PointerEvent): void {
    // A press on the list itself is one on its scroll bar; one on a row has the row as its target.
    if (target !== element) return;
    isDragging = true;
    onHand('either');
  }

  function onPointerUp(): void {
    // Where the scroll bar is let go counts, not where it passed through.
    if (isDragging && isAtTail(element, tail)) onResume();
    isDragging = false;
  }

  const onWheel = ({ deltaY }: WheelEvent): void => {
    if (deltaY !== 0) onHand(directionOf(deltaY, tail));
  };
  const onTouch = (): void => {
    onHand('either');
  };
  element.addEventListener('wheel', onWheel, options);
  element.addEventListener('touchmove', onTouch, options);
  element.addEventListener('pointerdown', onPointerDown, options);
  window.addEventListener('pointerup', onPointerUp, options);
  return {
    latest: () =>
      push === null || isDragging || performance.now() - push.at >= INTENT_MS ? null : push.hand,
  };
}
