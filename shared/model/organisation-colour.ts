/** What tells organisations apart at a glance, always beside their names. New profiles get them in this order. */
export const ORGANISATION_COLOURS = [
  'blue',
  'teal',
  'amber',
  'pink',
  'green',
  'rust',
  'olive',
  'violet',
] as const;

export type OrganisationColour = (typeof ORGANISATION_COLOURS)[number];

/** The colour of a profile that has none of its own yet. */
export function colourOf({ colour }: { readonly colour?: OrganisationColour }): OrganisationColour {
  return colour ?? ORGANISATION_COLOURS[0];
}

/** The colour that the fewest have, the first of those. */
export function nextColour(taken: readonly OrganisationColour[]): OrganisationColour {
  const countOf = (colour: OrganisationColour): number => taken.filter((each) => each === colour).length;
  return ORGANISATION_COLOURS.reduce((best, colour) => (countOf(colour) < countOf(best) ? colour : best));
}
