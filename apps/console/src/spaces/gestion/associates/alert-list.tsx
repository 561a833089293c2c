import { Anchor, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { say, useLanguage, writeDay } from '../../../i18n/format';
import { StateBadge } from '../../../ui/state-badge';
import { words } from './texts';

type Alert = Schema<'AlertView'>;

/** What has to be seen to, the most urgent first, each with its one next action. */
export function AlertList({
  alerts,
  withLinks = true,
}: {
  readonly alerts: readonly Alert[];
  readonly withLinks?: boolean;
}) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {alerts.map((alert) => (
        <Paper key={`${alert.kind}${alert.person}${alert.sentence.en}`} component="li" withBorder p="sm">
          <Group justify="space-between" gap="sm" wrap="wrap">
            <div style={{ flex: '1 1 320px' }}>
              <Text size="sm">{say(alert.sentence, language)}</Text>
              <Text size="xs" c="dimmed">
                {[
                  say(alert.action, language),
                  alert.dueOn && t('alerts.due', { day: writeDay(alert.dueOn, language) }),
                  alert.source && t('alerts.source', { source: alert.source }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </div>
            <Group gap="sm">
              <StateBadge tone={alert.urgency === 'overdue' ? 'failed' : 'attention'}>
                {alert.kind === 'bound' ? t('alerts.now') : t(`alerts.${alert.urgency}`)}
              </StateBadge>
              {withLinks && alert.person !== null && (
                <Anchor component={Link} to={`/gestion/societaires/personnes/${alert.person}`} size="sm">
                  {t('alerts.open')}
                </Anchor>
              )}
            </Group>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}
