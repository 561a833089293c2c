import { Modal, type ModalProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from './texts';

interface DialogueProps {
  readonly title: string;
  readonly size?: ModalProps['size'];
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialogue over the page. Its header is no landmark of the page, and its cross says what it does. */
export function Dialogue({ title, size, onClose, children }: DialogueProps) {
  const t = words.use();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  );
}
