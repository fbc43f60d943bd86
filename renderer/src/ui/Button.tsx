import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  /** `primary` for the one thing a view wants; `danger` for what cannot be taken back; `quiet` has no frame. */
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly ref?: Ref<HTMLButtonElement>;
  readonly className?: string | undefined;
}

export function Button({ look = 'plain', className, ...props }: ButtonProps) {
  return <AriaButton {...props} className={classNames(styles['button'], styles[look], className)} />;
}
