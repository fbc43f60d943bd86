/**
 * Tells at once of a scroll that was just made: the browser does in the next frame only, and until then the list draws, pages and
 * keeps in sight the rows of the former place.
 */
export function tellScroll(scroller: HTMLElement): void {
  scroller.dispatchEvent(new Event('scroll'));
}
