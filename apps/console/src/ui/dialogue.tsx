import { Modal, type ModalProps } from '@mantine/core';

/**
 * A dialogue over the page, there as long as it is drawn; what the theme says of it is in app/theme. A click beside it
 * does not close it: what was typed would be gone.
 */
export function Dialogue(props: Omit<ModalProps, 'opened'>) {
  return <Modal opened size="lg" closeOnClickOutside={false} {...props} />;
}
