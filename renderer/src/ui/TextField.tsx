import type { HTMLInputTypeAttribute } from 'react';
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';
import styles from './TextField.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: HTMLInputTypeAttribute;
  readonly description?: string;
  readonly placeholder?: string;
  /** For dates and times: in seconds. */
  readonly step?: number;
  /** What is wrong with the value, in words. */
  readonly problem?: string | undefined;
  readonly isMonospaced?: boolean;
  readonly autoFocus?: boolean;
}

/** A line of text with its name above, and help or what is wrong with it below. */
export function TextField({
  label,
  description,
  problem,
  placeholder,
  isMonospaced,
  type,
  step,
  ...field
}: TextFieldProps) {
  return (
    <AriaTextField
      {...field}
      type={type ?? 'text'}
      isInvalid={problem !== undefined}
      className={styles['field'] ?? ''}
      autoComplete="off"
      spellCheck="false"
    >
      <Label>{label}</Label>
      <Input
        placeholder={placeholder ?? ''}
        data-mono={isMonospaced === true || undefined}
        {...(step === undefined ? {} : { step })}
      />
      {description !== undefined && problem === undefined && <Text slot="description">{description}</Text>}
      <FieldError>{problem}</FieldError>
    </AriaTextField>
  );
}
