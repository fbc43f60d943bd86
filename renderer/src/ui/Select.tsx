import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Autocomplete,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { t } from '../../../shared/text/t.ts';
import { Button } from './Button.tsx';
import { classNames } from './class-names.ts';
import { FindField } from './FindField.tsx';
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
  /** Where choices are too many to be read: what is typed to find one. Whoever gives it narrows the options. */
  readonly find?: Find;
}

interface Find {
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

/** One choice of a closed list, which can be searched where it is long. */
export function Select<T extends string>({
  label,
  options,
  value,
  onChange,
  labelPlace = 'above',
  find,
}: SelectProps<T>) {
  const list = (
    <ListBox className={styles['list'] ?? ''} renderEmptyState={() => t('Nothing has all of these words.')}>
      {options.map(({ id, label: text, hint, mark }) => (
        <ListBoxItem key={id} id={id} textValue={text} className={styles['option'] ?? ''}>
          <span className={styles['label']}>
            {mark}
            <span className={styles['text']}>{text}</span>
          </span>
          {hint !== undefined && <span className={styles['hint']}>{hint}</span>}
        </ListBoxItem>
      ))}
    </ListBox>
  );
  return (
    <AriaSelect
      className={classNames(styles['select'], labelPlace === 'beside' && styles['beside'])}
      value={value}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
      onOpenChange={() => find?.onQuery('')}
    >
      <Label className={classNames(labelPlace === 'hidden' && 'visually-hidden')}>{label}</Label>
      <Button className={styles['button']}>
        <SelectValue className={styles['value'] ?? ''} />
        <ChevronDown size={15} aria-hidden="true" />
      </Button>
      <Popover className={styles['popover'] ?? ''}>
        {find === undefined ? (
          list
        ) : (
          <Autocomplete inputValue={find.query} onInputChange={find.onQuery}>
            <FindField
              autoFocus
              label={t('Find by name')}
              placeholder={t('Find by name')}
              value={find.query}
              onChange={find.onQuery}
            />
            {list}
          </Autocomplete>
        )}
      </Popover>
    </AriaSelect>
  );
}
