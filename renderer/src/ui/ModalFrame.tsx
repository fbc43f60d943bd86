import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './ModalFrame.module.css';

interface ModalFrameProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly place: 'middle' | 'top';
  /** What names it, where no title in it does. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** Stands before everything else; Escape and a press outside close it. */
export function ModalFrame({ isOpen, onClose, place, label, children }: ModalFrameProps) {
  return (
    <ModalOverlay
      isDismissable
      isOpen={isOpen}
      className={classNames(styles['overlay'], place === 'top' && styles['top'])}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles['modal'] ?? ''}>
        <AriaDialog
          {...(label === undefined ? {} : { 'aria-label': label })}
          className={styles['dialog'] ?? ''}
        >
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
