import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Select.module.css';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly hint?: string;
  /** What stands before the label, for the eyes only. */
  readonly mark?: ReactNode;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** `hidden` where the choices speak for themselves: it is still said. */
  readonly labelPlace?: 'above' | 'beside' | 'hidden';
}

/** One choice of a closed list. */
export function Select<T extends string>({
  label,
  options,
  value,
  onChange,
  labelPlace = 'above',
}: SelectProps<T>) {
  return (
    <AriaSelect
      className={classNames(styles['select'], labelPlace === 'beside' && styles['beside'])}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label className={classNames(labelPlace === 'hidden' && 'visually-hidden')}>{label}</Label>
      <Button className={styles['button']}>
        <SelectValue className={styles['value'] ?? ''} />
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        <ListBox className={styles['list'] ?? ''}>
          {options.map(({ id, label: text, hint, mark }) => (
            <ListBoxItem key={id} id={id} textValue={text} className={styles['option'] ?? ''}>
              <span className={styles['label']}>
                {mark}
                {text}
              </span>
              {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
