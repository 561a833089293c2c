import { Paper, Text, Title } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { words } from './texts';

/** What this space will hold, told without a figure: none is kept yet. */
export function Coming() {
  const t = words.use();
  return (
    <Paper withBorder p="md" radius="md" data-print="hide">
      <Title order={2} size="h4" mb="xs">
        <IconHourglass size={18} aria-hidden style={{ verticalAlign: 'text-bottom' }} /> {t('coming.title')}
      </Title>
      <Text size="sm">{t('coming.pay')}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        {t('coming.note')}
      </Text>
    </Paper>
  );
}
