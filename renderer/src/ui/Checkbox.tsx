import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { CheckboxButton, CheckboxField } from 'react-aria-components';
import styles from './Checkbox.module.css';

interface CheckboxProps {
  readonly isSelected: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children: ReactNode;
}

export function Checkbox({ children, ...props }: CheckboxProps) {
  return (
    <CheckboxField {...props}>
      <CheckboxButton className={styles['checkbox'] ?? ''}>
        <span className={styles['box']} aria-hidden="true">
          <Check size={13} strokeWidth={3} />
        </span>
        {children}
      </CheckboxButton>
    </CheckboxField>
  );
}
