import { Alert, SimpleGrid, Text, Title } from '@mantine/core';
import { useLanguage, writeDay } from '../../../i18n/format';
import { type FindingKind, KIND_ICONS } from './kinds';
import { words } from './texts';

interface KindExplainedProps {
  readonly kind: FindingKind;
  readonly horizon: number;
  readonly asOf: string;
}

/** What happened, why it matters, and what a person can do. */
export function KindExplained({ kind, horizon, asOf }: KindExplainedProps) {
  const t = words.use();
  const language = useLanguage();
  const Icon = KIND_ICONS[kind];
  const values = { horizon, asOf: writeDay(asOf, language) };
  return (
    <Alert
      variant="light"
      icon={<Icon aria-hidden />}
      title={
        <Title order={2} fz="inherit">
          {t(`kinds.${kind}`)}
        </Title>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        {(['what', 'why', 'todo'] as const).map((part) => (
          <div key={part}>
            <Text size="xs" fw={600}>
              {t(part)}
            </Text>
            <Text size="sm">{t(`about.${kind}.${part}`, values)}</Text>
          </div>
        ))}
      </SimpleGrid>
    </Alert>
  );
}
