import { Textarea, type TextareaProps } from '@mantine/core';
import { words } from './texts';

/** Why an act is done: it stands beside it for good. */
export function ReasonField(props: TextareaProps) {
  const t = words.use();
  return <Textarea required autosize minRows={2} label={t('reason')} maxLength={500} {...props} />;
}
