import { CircleCheck, CircleMinus, CirclePlus, Hourglass, ShieldX, type LucideIcon } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';
import styles from './StatusBadge.module.css';
import { STATUS_WORDS, type TopicStatus } from './wording.ts';

const ICONS: Record<TopicStatus, LucideIcon> = {
  confirmed: CircleCheck,
  pending: Hourglass,
  refused: ShieldX,
  'to-add': CirclePlus,
  'to-remove': CircleMinus,
};

/** What is the case with a topic, in a shape and words. */
export function StatusBadge({ status }: { readonly status: TopicStatus }) {
  const Icon = ICONS[status];
  return (
    <span className={classNames(styles['badge'], styles[status])}>
      <Icon size={14} aria-hidden="true" />
      {STATUS_WORDS[status]()}
    </span>
  );
}
