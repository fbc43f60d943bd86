import { assertNever } from '../../../shared/assert-never.ts';
import type { OrganisationColour } from '../../../shared/model/organisation-colour.ts';
import { t } from '../../../shared/text/t.ts';

export function colourName(colour: OrganisationColour): string {
  switch (colour) {
    case 'blue':
      return t('Blue');
    case 'teal':
      return t('Teal');
    case 'amber':
      return t('Amber');
    case 'pink':
      return t('Pink');
    case 'green':
      return t('Green');
    case 'rust':
      return t('Rust');
    case 'olive':
      return t('Olive');
    case 'violet':
      return t('Violet');
    default:
      return assertNever(colour, 'colour');
  }
}
