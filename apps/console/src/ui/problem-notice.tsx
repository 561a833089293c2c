import { Alert, Button, List } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { problemOf } from '../api/problem';
import { useLanguage } from '../i18n/format';
import { texts } from '../i18n/texts';
import { typeset } from '../i18n/typeset';

const sentences = texts(
  'problem-notice',
  { tryAgain: 'Réessayer', reference: 'Référence : {{code}}' },
  { tryAgain: 'Try again', reference: 'Reference: {{code}}' },
);

interface ProblemNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
}

/** A refusal as the API words it: what happened, what was kept, what to do. Read aloud when it appears. */
export function ProblemNotice({ error, onRetry }: ProblemNoticeProps) {
  const t = sentences.use();
  const set = useLanguage() === 'fr' ? typeset : String;
  if (!error) return null;
  const { title, detail, code, errors = [] } = problemOf(error);
  // A single refused field is already said by the detail.
  const fields = errors.filter((refused) => refused.detail && refused.detail !== detail);
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={set(detail || title)}
    >
      {fields.length > 0 && (
        <List size="sm" mb="xs">
          {fields.map((refused) => (
            <List.Item key={`${refused.field}${refused.detail}`}>{set(refused.detail ?? '')}</List.Item>
          ))}
        </List>
      )}
      <small title={title}>{t('reference', { code })}</small>
      {onRetry && (
        <Button variant="default" size="xs" ml="md" onClick={onRetry} data-print="hide">
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  );
}
