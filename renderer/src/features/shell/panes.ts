/** The parts of the window that can be gone through, in the order of the page. */
const PANES = 'header, [role="search"], nav, main, aside, footer';
const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';
/** Where a part has a list, that is what one comes for. */
const LIST = '[role="grid"][tabindex="0"], [role="row"][tabindex="0"]';

/** Puts the focus into the next or previous part of the window that has something to focus. */
export function movePane(step: 1 | -1, root: Document = document): void {
  const panes = [...root.querySelectorAll<HTMLElement>(PANES)].filter((pane) => entryOf(pane) !== undefined);
  const current = panes.findLastIndex((pane) => pane.contains(root.activeElement));
  const start = current === -1 && step === -1 ? 0 : current;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next !== undefined) entryOf(next)?.focus();
}

/** What of a part takes the focus; of a part within it, nothing does. */
function entryOf(pane: HTMLElement): HTMLElement | undefined {
  const isOwn = (element: HTMLElement): boolean =>
    element.closest(PANES) === pane && element.offsetParent !== null;
  const list = [...pane.querySelectorAll<HTMLElement>(LIST)].find(isOwn);
  return list ?? [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isOwn);
}
