import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { Option } from './Select.tsx';
import styles from './Segments.module.css';

interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One choice of a few, all in sight. */
export function Segments<T extends string>({ label, options, value, onChange }: SegmentsProps<T>) {
  return (
    <RadioGroup
      className={styles['group'] ?? ''}
      value={value}
      onChange={(chosen) => {
        const option = options.find(({ id }) => id === chosen);
        if (option !== undefined) onChange(option.id);
      }}
    >
      <Label>{label}</Label>
      <div className={styles['segments']}>
        {options.map(({ id, label: text }) => (
          <RadioField key={id} value={id} className={styles['field'] ?? ''}>
            <RadioButton className={styles['segment'] ?? ''}>{text}</RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  );
}
