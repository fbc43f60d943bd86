import type { Directory } from '../../../../shared/model/directory.ts';
import { useFromNow } from '../../ui/use-now.ts';
import type { Card } from './card.ts';
import { asOfText, cardName, cardTimer } from './wording.ts';

interface CardProps {
  readonly card: Card;
}

/** The time in state. Drawn by itself, so that a second costs no more than its digits. */
export function Timer({ card }: CardProps) {
  return useFromNow((now) => cardTimer(card, now));
}

/** As of when a card is, once it is stale. */
export function AsOf({ card }: CardProps) {
  return useFromNow((now) => asOfText(card, now));
}

/** The card as it is read out. */
export function SpokenCard({ card, names }: CardProps & { readonly names: Directory }) {
  return <span className="visually-hidden">{useFromNow((now) => cardName(card, names, now))}</span>;
}
