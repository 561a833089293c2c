import { notifications } from '@mantine/notifications';
import { texts } from '../../../i18n/texts';

const sentences = texts('tell', { close: 'Fermer cette nouvelle' }, { close: 'Close this message' });

/** Says in a corner that something was done; its cross has a name. */
export function tell(message: string): void {
  notifications.show({ message, closeButtonProps: { 'aria-label': sentences.now('close') } });
}
