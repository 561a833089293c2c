import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { StateBadge } from '../../../ui/state-badge';
import { SEVERITY_TONES } from './states';
import { words } from './texts';

type Control = Schema<'ControlView'>;

const GRAVITY: readonly Control['severity'][] = ['blocked', 'held', 'warning'];

/** Remarks in words, the gravest first; each has its shape, its colour and its word. */
export function ControlList({ controls }: { readonly controls: readonly Control[] }) {
  const t = words.use();
  const language = useLanguage();
  const ordered = controls.toSorted((a, b) => GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity));
  return (
    <Stack gap={8}>
      {ordered.map(({ code, severity, line, sentence }, index) => (
        <Stack key={`${code}${line}${index}`} gap={2} align="flex-start">
          <StateBadge tone={SEVERITY_TONES[severity]}>{t(`severities.${severity}`)}</StateBadge>
          <Text size="sm">{say(sentence, language)}</Text>
        </Stack>
      ))}
    </Stack>
  );
}
