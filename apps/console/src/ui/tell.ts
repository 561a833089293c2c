import { notifications } from '@mantine/notifications';
import { problemOf } from '../api/problem';

/** Says in passing that something was done. */
export function tell(message: string): void {
  notifications.show({ message });
}

/** Says a refusal of an act that has no room of its own; it stays until it is read. */
export function tellProblem(error: unknown): void {
  notifications.show({ color: 'red', message: problemOf(error).detail, autoClose: false });
}
