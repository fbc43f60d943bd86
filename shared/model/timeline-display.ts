/** How the rows of the timeline are shown: the user's choices. */
export interface TimelineDisplay {
  readonly order: 'newest-last' | 'newest-first';
  /** The time of the day, or how long ago it was. */
  readonly time: 'clock' | 'ago';
  readonly hasMilliseconds: boolean;
  /** When an entry was stored here, or when it happened by the server's clock, where that is known. */
  readonly moment: 'stored' | 'happened';
  readonly density: 'comfortable' | 'compact';
}

export const DEFAULT_DISPLAY: TimelineDisplay = Object.freeze({
  order: 'newest-last',
  time: 'clock',
  hasMilliseconds: true,
  moment: 'stored',
  density: 'comfortable',
});
