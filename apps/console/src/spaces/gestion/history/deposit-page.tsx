import {
  Button,
  Card,
  Collapse,
  Grid,
  Group,
  NumberInput,
  Progress,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { DayInput } from '../../../ui/day-input/day-input';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { answered, api, http } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { FileDrop } from './file-drop';
import { type HistoryMap, needsCare } from './mapping';
import { MappingTable, RememberedNotice } from './mapping-table';
import { RefusalList, refusalsOfProblem } from './refusal-list';
import { words } from './texts';
import { type ExportFiles, fetchTelling, formOf } from './upload';

/** What the files would be read as; asked again when a file or a column changes. */
function useReading(files: ExportFiles, map: HistoryMap | null) {
  const reading = useMutation({
    mutationFn: async (of: { readonly files: ExportFiles; readonly map: HistoryMap | null }) =>
      answered(
        await http.POST('/api/history-readings', {
          body: formOf(of) as never,
          bodySerializer: (form) => form as never,
        }),
      ),
  });
  useEffect(() => {
    if (files.subscriptions || files.invoices) reading.mutate({ files, map });
    else reading.reset();
    // Only what is read decides; the mutation itself changes with each answer.
  }, [files, map]);
  return reading;
}

interface DepositFields {
  readonly issuer: string;
  readonly source: string;
  readonly asOf: string | null;
  readonly horizon: number | string;
}

/** Two exports are dropped, looked at, mapped where need be, and audited. Nothing is imported here. */
export function DepositPage() {
  const t = words.use();
  const navigate = useNavigate();
  const [files, setFiles] = useState<ExportFiles>({});
  const [map, setMap] = useState<HistoryMap | null>(null);
  const [sent, setSent] = useState<number | null>(null);
  const reading = useReading(files, map);
  const form = useForm<DepositFields>({
    initialValues: { issuer: '', source: 'ancien-outil', asOf: null, horizon: 31 },
    validate: {
      issuer: (issuer) => (issuer ? null : t('upload.issuerMissing')),
      source: (source) => (/^[a-z0-9-]{1,28}$/.test(source) ? null : t('upload.sourceWrong')),
    },
  });
  const audit = useMutation({
    mutationFn: async (fields: DepositFields) =>
      answered(
        await http.POST('/api/history-audits', {
          body: formOf({ files, map, ...fields }) as never,
          bodySerializer: (body) => body as never,
          fetch: fetchTelling(setSent),
        }),
      ),
    onSuccess: ({ id }) => void navigate(`/gestion/reprise/${id}`),
    onSettled: () => setSent(null),
  });
  const whole = files.subscriptions !== undefined && files.invoices !== undefined;
  const refused = audit.isError ? refusalsOfProblem(problemOf(audit.error).facts) : null;
  const changeFiles = (next: ExportFiles) => {
    audit.reset();
    // Columns were named for the headers of the files before.
    setMap(null);
    setFiles(next);
  };
  return (
    <Page
      title={t('upload.title')}
      lead={t('upload.lead')}
      above={[{ to: '/gestion/reprise', label: t('title') }]}
    >
      <form onSubmit={form.onSubmit((fields) => audit.mutate(fields))} noValidate>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 4 }}>
            <OriginFields form={form} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Stack>
              <Title order={2}>{t('upload.files')}</Title>
              <FileDrop files={files} reading={reading.data} onChange={changeFiles} />
              <ProblemNotice error={reading.error} onRetry={() => reading.mutate({ files, map })} />
              {reading.data ? (
                <ReadingResult reading={reading.data} map={map} onMap={setMap} whole={whole} />
              ) : (
                reading.isPending && <LoadingRows rows={3} />
              )}
              {audit.isError &&
                (refused && refused.count > 0 ? (
                  <RefusalList {...refused} />
                ) : (
                  <ProblemNotice error={audit.error} />
                ))}
              <Submit
                sent={sent}
                pending={audit.isPending}
                ready={whole && reading.data?.refusalCount === 0}
              />
            </Stack>
          </Grid.Col>
        </Grid>
      </form>
    </Page>
  );
}

function OriginFields({ form }: { readonly form: Pick<UseFormReturnType<DepositFields>, 'getInputProps'> }) {
  const t = words.use();
  const issuers = api.useQuery(
    'get',
    '/api/issuers',
    { params: { query: { size: 500 } } },
    { staleTime: 60_000 },
  );
  return (
    <Card withBorder>
      <Stack>
        <Title order={2}>{t('upload.who')}</Title>
        <ProblemNotice error={issuers.error} onRetry={() => void issuers.refetch()} />
        <Select
          required
          searchable
          label={t('upload.issuer')}
          description={t('upload.issuerHint')}
          data={
            issuers.data?.items.map(({ code, name }) => ({ value: code, label: `${name} (${code})` })) ?? []
          }
          {...form.getInputProps('issuer')}
        />
        <TextInput
          required
          label={t('upload.source')}
          description={t('upload.sourceHint')}
          maxLength={28}
          {...form.getInputProps('source')}
        />
        <DayInput
          clearable
          label={t('upload.asOf')}
          description={t('upload.asOfHint')}
          {...form.getInputProps('asOf')}
        />
        <NumberInput
          label={t('upload.horizon')}
          description={t('upload.horizonHint')}
          min={0}
          max={3660}
          allowDecimal={false}
          {...form.getInputProps('horizon')}
        />
      </Stack>
    </Card>
  );
}

type Reading = NonNullable<ReturnType<typeof useReading>['data']>;

interface ReadingResultProps {
  readonly reading: Reading;
  readonly map: HistoryMap | null;
  readonly onMap: (map: HistoryMap) => void;
  /** Both files are there. */
  readonly whole: boolean;
}

function ReadingResult({ reading, map, onMap, whole }: ReadingResultProps) {
  const t = words.use();
  const [unfolded, unfold] = useState(false);
  const care = reading.files.some(({ fields }) => fields.some(needsCare));
  // Whoever changes one column of a remembered mapping keeps the others.
  const base = map ?? reading.map;
  const tables = (onlyCare: boolean) =>
    reading.files.map((file) => (
      <MappingTable key={file.file} order={3} file={file} map={base} onChange={onMap} onlyCare={onlyCare} />
    ));
  return (
    <Stack>
      <RememberedNotice remembered={reading.remembered} />
      <RefusalList refusals={reading.refusals} count={reading.refusalCount} />
      {care && !unfolded && tables(true)}
      {whole && !care && reading.refusalCount === 0 && <Text size="sm">{t('mapping.allFound')}</Text>}
      <Button
        variant="default"
        size="xs"
        aria-expanded={unfolded}
        onClick={() => unfold(!unfolded)}
        w="fit-content"
      >
        {unfolded ? t('mapping.hide') : t('mapping.show')}
      </Button>
      <Collapse expanded={unfolded} transitionDuration={0}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('mapping.lead')}
          </Text>
          {unfolded && tables(false)}
        </Stack>
      </Collapse>
    </Stack>
  );
}

function Submit({
  sent,
  pending,
  ready,
}: {
  readonly sent: number | null;
  readonly pending: boolean;
  readonly ready: boolean;
}) {
  const t = words.use();
  const told = sent === 100 ? t('upload.auditing') : t('upload.sending');
  return (
    <Group mih={36}>
      <Button type="submit" disabled={!ready || pending}>
        {t('upload.submit')}
      </Button>
      {pending && (
        <Stack gap={2} style={{ flex: 1 }} role="status">
          <Text size="sm">{told}</Text>
          <Progress value={sent ?? 0} aria-label={told} />
        </Stack>
      )}
    </Group>
  );
}
