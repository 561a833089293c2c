import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Link } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { type Day, useLanguage, writeInstant, writePeriod } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

interface ExcusesInForceProps {
  readonly line: number;
  readonly days: { readonly from: Day; readonly to: Day };
}

/** Why days are held: what a person wrote, or the control of a run. */
export function ExcusesInForce({ line, days }: ExcusesInForceProps) {
  const t = words.use();
  const language = useLanguage();
  const mayLift = useMay('administrator');
  const query = api.useQuery('get', '/api/excuses', { params: { query: { line } } });
  const lift = api.useMutation('delete', '/api/excuses/{id}', {
    onSuccess: () => void notifications.show({ message: t('lifted') }),
  });
  return (
    <Loaded query={query}>
      {(excuses) => {
        const inForce = excuses.filter(
          ({ liftedAt, period }) =>
            liftedAt === null && period.from < days.to && days.from < (period.to ?? '9999-12-31'),
        );
        return (
          <Stack gap="xs">
            {inForce.map((excuse) => (
              <Paper key={excuse.id} withBorder p="xs">
                <Text size="sm">« {excuse.reason} »</Text>
                <Text size="sm" c="dimmed">
                  {writePeriod(excuse.period, language)},{' '}
                  {t('excusedBy', { who: excuse.madeBy, when: writeInstant(excuse.madeAt, language) })}
                </Text>
                {mayLift && (
                  <Button
                    mt="xs"
                    size="xs"
                    variant="default"
                    loading={lift.isPending}
                    onClick={() => lift.mutate({ params: { path: { id: excuse.id } } })}
                  >
                    {t('lift')}
                  </Button>
                )}
              </Paper>
            ))}
            {inForce.length === 0 && (
              <Group gap="xs">
                <Text size="sm">{t('heldByRun')}</Text>
                <Anchor component={Link} to="/gestion/campagnes" size="sm">
                  {t('seeRuns')}
                </Anchor>
              </Group>
            )}
            <ProblemNotice error={lift.error} />
          </Stack>
        );
      }}
    </Loaded>
  );
}
