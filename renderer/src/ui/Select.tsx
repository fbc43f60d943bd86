import { ChevronDown } from 'lucide-react';
import {
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { Button } from './Button.tsx';
import styles from './Select.module.css';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly hint?: string;
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One choice of a closed list. */
export function Select<T extends string>({ label, options, value, onChange }: SelectProps<T>) {
  return (
    <AriaSelect
      className={styles['select'] ?? ''}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label>{label}</Label>
      <Button className={styles['button']}>
        <SelectValue className={styles['value'] ?? ''} />
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        <ListBox className={styles['list'] ?? ''}>
          {options.map(({ id, label: text, hint }) => (
            <ListBoxItem key={id} id={id} textValue={text} className={styles['option'] ?? ''}>
              <span>{text}</span>
              {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
