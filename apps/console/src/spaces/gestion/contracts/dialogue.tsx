import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from './texts';

interface DialogueProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialogue over the page, wide enough for a preview. Its header is no landmark, and its cross says what it does. */
export function Dialogue({ title, onClose, children }: DialogueProps) {
  const t = words.use();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="80rem"
      closeButtonProps={{ 'aria-label': t('dialogue.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  );
}
