import type { ReactNode } from 'react';
import { Dialog as AriaDialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components';
import { Button } from './Button.tsx';
import styles from './Popover.module.css';

interface PopoverProps {
  /** What the dialog is called. */
  readonly title: string;
  /** What stands on the button that opens it. */
  readonly trigger: ReactNode;
  /** For a button that shows no words. */
  readonly triggerLabel?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A small dialog that opens at its button and closes by Escape or a press elsewhere. */
export function Popover({ title, trigger, triggerLabel, children }: PopoverProps) {
  return (
    <DialogTrigger>
      <Button look="quiet" {...(triggerLabel === undefined ? {} : { 'aria-label': triggerLabel })}>
        {trigger}
      </Button>
      <AriaPopover className={styles['popover'] ?? ''} placement="bottom end">
        <AriaDialog aria-label={title} className={styles['dialog'] ?? ''}>
          {({ close }) => children(close)}
        </AriaDialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
