import { Modal, type ModalProps } from '@mantine/core';
import { words } from './texts';

/** A dialogue over the page; its header is no second banner of the document. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const t = words.use();
  return (
    <Modal
      opened
      closeButtonProps={{ 'aria-label': t('dialog.close') }}
      attributes={{ header: { role: 'presentation' } }}
      {...props}
    />
  );
}
