import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { useMay } from '../../../app/session/who';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import type { HistoryMap } from './mapping';
import { MappingTable } from './mapping-table';
import { RefusalList, refusalsOfProblem } from './refusal-list';
import { tell } from '../../../ui/tell';
import { words } from './texts';

/** The columns that an audit was read by; others may be chosen until it is imported. */
export function ColumnsPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const navigate = useNavigate();
  const mayWrite = useMay('administrator');
  const [map, setMap] = useState<HistoryMap | null>(null);
  const path = { params: { path: { id } } };
  const audit = api.useQuery('get', '/api/history-audits/{id}', path);
  const kept = api.useQuery('get', '/api/history-audits/{id}/reading', path);
  const tried = api.useMutation('post', '/api/history-audits/{id}/reading');
  const apply = api.useMutation('put', '/api/history-audits/{id}/mapping', {
    onSuccess: () => {
      tell(t('mapping.applied'));
      void navigate(`/gestion/reprise/${id}`);
    },
  });
  const imported = Boolean(audit.data?.import);
  const changes = mayWrite && !imported;
  const change = (next: HistoryMap) => {
    setMap(next);
    apply.reset();
    tried.mutate({ ...path, body: { map: next } });
  };
  const refused = apply.isError ? refusalsOfProblem(problemOf(apply.error).facts) : null;
  return (
    <Page
      title={t('mapping.title')}
      lead={t('mapping.lead')}
      above={[
        { to: '/gestion/reprise', label: t('title') },
        { to: `/gestion/reprise/${id}`, label: t('audit', { id }) },
      ]}
    >
      <Stack>
        {imported && (
          <Alert variant="light" color="gray" icon={<IconLock aria-hidden />}>
            {t('mapping.imported')}
          </Alert>
        )}
        <ProblemNotice error={tried.error} />
        {apply.isError &&
          (refused && refused.count > 0 ? (
            <RefusalList {...refused} />
          ) : (
            <ProblemNotice error={apply.error} />
          ))}
        <Loaded query={kept}>
          {(reading) => {
            const shown = map && tried.data ? tried.data : reading;
            return (
              <Stack gap="xl">
                <RefusalList refusals={shown.refusals} count={shown.refusalCount} />
                {shown.files.map((file) => (
                  <MappingTable
                    key={file.file}
                    order={2}
                    file={file}
                    map={map ?? reading.map}
                    onChange={changes ? change : undefined}
                  />
                ))}
                {changes && (
                  <Group>
                    <Button
                      disabled={map === null || tried.isPending || shown.refusalCount > 0}
                      loading={apply.isPending}
                      onClick={() => map && apply.mutate({ ...path, body: { map } })}
                    >
                      {t('mapping.apply')}
                    </Button>
                    {map === null && (
                      <Text size="sm" c="dimmed">
                        {t('mapping.unchanged')}
                      </Text>
                    )}
                  </Group>
                )}
              </Stack>
            );
          }}
        </Loaded>
      </Stack>
    </Page>
  );
}
