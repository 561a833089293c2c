import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { Dropzone, type FileRejection } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../../../api/api';
import { Loaded } from '../../../../ui/loaded';
import { ProblemNotice } from '../../../../ui/problem-notice';
import { words } from '../texts';
import { ReadingCard } from './reading-card';
import type { StepProps } from './step';

const LARGEST_FILE = 10 * 1024 * 1024;
const ACCEPTED = {
  'application/pdf': ['.pdf'],
  'application/xml': ['.xml'],
  'text/xml': ['.xml'],
  // What Windows calls a CSV file where a spreadsheet is installed.
  'application/vnd.ms-excel': ['.csv'],
  'text/csv': ['.csv', '.txt'],
  'text/plain': ['.csv', '.txt'],
};

/** The former issuer's billing: files in, each line matched by a person, then recorded. */
export function BillingStep({ transfer, mayWrite }: StepProps) {
  const t = words.use();
  const { from } = transfer;
  const path = { id: transfer.id };
  const readings = api.useQuery('get', '/api/contract-transfers/{id}/readings', { params: { path } });
  const [rejected, setRejected] = useState<readonly FileRejection[]>([]);
  const read = api.useMutation('post', '/api/contract-transfers/{id}/readings');
  const send = ([file]: readonly File[]) => {
    setRejected([]);
    if (!file) return;
    const form = new FormData();
    form.set('file', file, file.name);
    read.mutate({
      params: { path },
      body: form as never,
      bodySerializer: (body: unknown) => body as FormData,
    });
  };
  return (
    <Stack gap="lg">
      <div>
        <Title order={2}>{t('billing.title', { issuer: from.name })}</Title>
        {from.outside && (
          <Text size="sm" c="dimmed">
            {t('billing.lead')}
          </Text>
        )}
      </div>
      {!from.outside && (
        <Alert role="note" variant="light">
          {t('billing.inHouse', { issuer: from.name })}
        </Alert>
      )}
      {mayWrite && from.outside && (
        <Dropzone
          accept={ACCEPTED}
          maxSize={LARGEST_FILE}
          multiple={false}
          loading={read.isPending}
          onDrop={send}
          onReject={setRejected}
          aria-label={t('billing.drop')}
          inputProps={{ 'aria-label': t('billing.choose') }}
        >
          <Group justify="center" gap="md" py="sm" style={{ pointerEvents: 'none' }}>
            <IconFileUpload size={36} stroke={1.4} aria-hidden />
            <div>
              <Text fw={600}>{t('billing.drop')}</Text>
              <Text size="sm" c="dimmed">
                {t('billing.dropHint')}
              </Text>
            </div>
          </Group>
        </Dropzone>
      )}
      {rejected.map(({ file }) => (
        <Alert key={file.name} role="alert" color="red" variant="light">
          {t('billing.rejected', { name: file.name })}
        </Alert>
      ))}
      <ProblemNotice error={read.error} />
      <Loaded query={readings}>
        {({ items }) => (
          <Stack gap="md">
            {items.map((reading) => (
              <ReadingCard key={reading.id} reading={reading} transfer={transfer} mayWrite={mayWrite} />
            ))}
          </Stack>
        )}
      </Loaded>
    </Stack>
  );
}
