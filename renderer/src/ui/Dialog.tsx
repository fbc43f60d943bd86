import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Heading } from 'react-aria-components';
import { t } from '../../../shared/text/t.ts';
import { Button } from './Button.tsx';
import styles from './Dialog.module.css';
import { ModalFrame } from './ModalFrame.tsx';

interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog with a title and a way out by Escape, by a press outside and by its button. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps) {
  return (
    <ModalFrame place="middle" isOpen={isOpen} onClose={onClose}>
      <header className={styles['head']}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        <Button look="quiet" aria-label={t('Close')} onPress={onClose}>
          <X size={18} aria-hidden="true" />
        </Button>
      </header>
      <div className={styles['body']}>{children}</div>
    </ModalFrame>
  );
}
