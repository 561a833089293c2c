import { Anchor, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount, writeNumber } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { StateBadge } from '../../../ui/state-badge';
import { words } from './texts';

/** Whether runs are proposed by night, and which issuers issue without a person. */
export function ScheduledBilling() {
  const t = words.use();
  const scheduling = api.useQuery('get', '/api/scheduling', {});
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: {} } });
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="scheduled" mih={150}>
      <Loaded query={scheduling} skeleton={<Skeleton height={110} radius="sm" animate={false} />}>
        {({ on, pause, automaticIssue }) => (
          <Stack gap="xs">
            <Group justify="space-between" gap="xs">
              <Title order={2} id="scheduled">
                {t('automatic.title')}
              </Title>
              <StateBadge tone={on ? 'done' : pause === 'never' ? 'neutral' : 'held'}>
                {t(on ? 'automatic.on' : pause === 'never' ? 'automatic.never' : 'automatic.off')}
              </StateBadge>
            </Group>
            <Text size="sm" c="dimmed">
              {t(on ? 'automatic.onHint' : 'automatic.offHint')}
            </Text>
            {on &&
              issuers.data?.items
                .filter(({ outside }) => !outside)
                .map(({ code }) => (
                  <IssuerOfNight
                    key={code}
                    code={code}
                    limits={automaticIssue.find(({ issuer, enabled }) => issuer === code && enabled)}
                  />
                ))}
            <Anchor component={Link} to="/gestion/reglages/programmation" size="sm">
              {t('automatic.setUp')}
            </Anchor>
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

interface IssuerOfNightProps {
  readonly code: string;
  readonly limits: Schema<'AutomaticIssueView'> | undefined;
}

function IssuerOfNight({ code, limits }: IssuerOfNightProps) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Text size="sm">
      <b>{code}</b> :{' '}
      {limits
        ? t('automatic.issues', {
            documents: writeNumber(limits.mostDocuments, language),
            net: writeAmount(limits.mostNet, language),
          })
        : t('automatic.proposes')}
    </Text>
  );
}
