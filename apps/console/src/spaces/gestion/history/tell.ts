import { notifications } from '@mantine/notifications';
import { words } from './texts';

/** Says in the corner of the page that something was kept. */
export function tell(message: string): void {
  notifications.show({
    message,
    color: 'teal',
    closeButtonProps: { 'aria-label': words.now('dialog.close') },
  });
}
