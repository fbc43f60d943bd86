import type { OrganisationColour } from '../../../shared/model/organisation-colour.ts';
import styles from './OrganisationMark.module.css';

/** The colour of an organisation; its name stands beside it. */
export function OrganisationMark({ colour }: { readonly colour: OrganisationColour }) {
  return <span aria-hidden="true" data-organisation={colour} className={styles['mark']} />;
}
