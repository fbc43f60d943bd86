import { Search, X } from 'lucide-react';
import type { RefObject } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { t } from '../../../shared/text/t.ts';
import { Button } from './Button.tsx';
import styles from './FindField.module.css';

interface FindFieldProps {
  /** Said, not shown. */
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly autoFocus?: boolean;
  readonly inputRef?: RefObject<HTMLInputElement | null>;
}

/** A line to find something by. Escape and a button empty it. */
export function FindField({ label, placeholder, inputRef, ...field }: FindFieldProps) {
  return (
    <SearchField {...field} aria-label={label} className={styles['field'] ?? ''}>
      <Search size={15} aria-hidden="true" />
      <Input ref={inputRef ?? null} placeholder={placeholder} />
      {field.value !== '' && (
        <Button look="quiet" aria-label={t('Clear search')} className={styles['clear']}>
          <X size={15} aria-hidden="true" />
        </Button>
      )}
    </SearchField>
  );
}
