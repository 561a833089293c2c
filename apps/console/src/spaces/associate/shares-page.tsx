import { Alert, Group, Paper, SimpleGrid, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import {
  IconBuildingCommunity,
  IconCertificate,
  IconClipboardText,
  IconGavel,
  IconInfoCircle,
} from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state';
import { Page } from '../../ui/page';
import { StateBadge } from '../../ui/state-badge';
import { words } from './texts';

const TO_COME = [
  ['shares', IconCertificate],
  ['assembly', IconGavel],
  ['minutes', IconClipboardText],
] as const;

/** What an associate finds today, said plainly: no register is kept here yet. */
export function SharesPage() {
  const t = words.use();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Stack gap="lg" maw={1000}>
        <EmptyState icon={IconBuildingCommunity} title={t('none')}>
          {t('noneDetail')}
        </EmptyState>
        <section>
          <Title order={2} size="h3" mb="xs">
            {t('holds')}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            {TO_COME.map(([name, Icon]) => (
              <Paper key={name} withBorder p="md" radius="md">
                <Group gap="xs" mb="xs">
                  <ThemeIcon variant="light" aria-hidden>
                    <Icon size={18} />
                  </ThemeIcon>
                  <Title order={3} size="h4">
                    {t(name)}
                  </Title>
                </Group>
                <Text size="sm">{t(`${name}Detail`)}</Text>
                <Group mt="xs">
                  <StateBadge tone="waiting">{t('soon')}</StateBadge>
                </Group>
              </Paper>
            ))}
          </SimpleGrid>
        </section>
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />} title={t('today')}>
          {t('todayDetail')}
        </Alert>
      </Stack>
    </Page>
  );
}
