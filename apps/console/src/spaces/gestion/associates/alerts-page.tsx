import { Button, Group, Stack, Table, Text, Title } from '@mantine/core';
import { IconCalendarCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { DayText } from '../../../ui/when';
import { AlertList } from './alert-list';
import { AssociatesTabs } from './associates-tabs';
import { RevisionDialogue } from './career-dialogues';
import { words } from './texts';

export function AlertsPage() {
  const t = words.use();
  const alerts = api.useQuery('get', '/api/membership-alerts', {});
  return (
    <Page
      title={t('tabs.alerts')}
      lead={t('alerts.lead')}
      above={[{ to: '/gestion/societaires', label: t('title') }]}
    >
      <AssociatesTabs current="alerts" />
      <Stack gap="lg">
        <Loaded query={alerts} skeleton={<LoadingRows rows={6} />}>
          {(data) =>
            data.length === 0 ? (
              <EmptyState icon={IconCalendarCheck} title={t('alerts.none')}>
                {t('alerts.noneText')}
              </EmptyState>
            ) : (
              <AlertList alerts={data} />
            )
          }
        </Loaded>
        {/* Below, so only once its place is known. */}
        {!alerts.isPending && <Revisions />}
      </Stack>
    </Page>
  );
}

function Revisions() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const [recording, setRecording] = useState(false);
  const revisions = api.useQuery('get', '/api/cooperative-revisions', {});
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('alerts.revisions')}</Title>
        {mayWrite && (
          <Button variant="default" size="xs" onClick={() => setRecording(true)} data-print="hide">
            {t('alerts.record')}
          </Button>
        )}
      </Group>
      <Text size="sm" c="dimmed" mb="xs">
        {t('alerts.revisionsLead')}
      </Text>
      <Loaded query={revisions} skeleton={<LoadingRows rows={2} />}>
        {(data) =>
          data.length === 0 ? (
            <Text size="sm">{t('alerts.noRevision')}</Text>
          ) : (
            <Table verticalSpacing={6} maw={760}>
              <caption className="visually-hidden">{t('alerts.revisions')}</caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t('alerts.heldOn')}</Table.Th>
                  <Table.Th scope="col">{t('alerts.reviser')}</Table.Th>
                  <Table.Th scope="col">{t('alerts.reference')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.map(({ heldOn, reviser, reference }) => (
                  <Table.Tr key={heldOn}>
                    <Table.Th scope="row" fw={500}>
                      <DayText of={heldOn} />
                    </Table.Th>
                    <Table.Td>{reviser}</Table.Td>
                    <Table.Td>{reference}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          )
        }
      </Loaded>
      {recording && <RevisionDialogue onClose={() => setRecording(false)} />}
    </section>
  );
}
