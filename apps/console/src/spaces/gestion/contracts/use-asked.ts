import { useDebouncedValue } from '@mantine/hooks';
import type { UseQueryResult } from '@tanstack/react-query';

/** A pause in typing, after which a preview is asked. */
const PAUSE_MS = 300;

/** What a form asks, once the person pauses: as text, so that the same question is the same value. */
export function useAsked<T>(payload: T | null): T | null {
  const [asked] = useDebouncedValue(payload === null ? null : JSON.stringify(payload), PAUSE_MS);
  return asked === null ? null : (JSON.parse(asked) as T);
}

/** Whether the preview in sight is that of what is typed now: only then may it be confirmed. */
export function isPreviewOf<T>(
  payload: T | null,
  asked: T | null,
  query: Pick<UseQueryResult, 'isSuccess' | 'isPlaceholderData'>,
): boolean {
  return (
    payload !== null &&
    JSON.stringify(payload) === JSON.stringify(asked) &&
    query.isSuccess &&
    !query.isPlaceholderData
  );
}
