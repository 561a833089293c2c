import {
  Alert,
  Anchor,
  Box,
  Button,
  Group,
  NumberInput,
  Paper,
  Skeleton,
  Stack,
  Switch,
  Table,
  Text,
  Title,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeInstant, writeNumber } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import { SectionLead } from './section-lead';
import { words } from './texts';

type SchedulingState = Schema<'SchedulingView'>;

/** Whether the night proposes runs, what must be read before it does, and who may issue without a person. */
export function SchedulingSettings() {
  const t = words.use();
  const scheduling = api.useQuery('get', '/api/scheduling', {});
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 100 } } });
  return (
    <>
      <SectionLead>{t('scheduling.lead')}</SectionLead>
      <Loaded query={scheduling} skeleton={<Skeleton height={380} radius="md" animate={false} />}>
        {(state) => (
          <Stack gap="md">
            <OnOff state={state} />
            <Paper withBorder p="md" component="section" aria-labelledby="automatic">
              <Title order={2} id="automatic">
                {t('scheduling.automatic')}
              </Title>
              <Text size="sm" c="dimmed" mb="sm">
                {t('scheduling.automaticHint')}
              </Text>
              <Stack gap="md">
                {issuers.data?.items
                  .filter(({ outside }) => !outside)
                  .map((issuer) => (
                    <LimitsOfIssuer
                      key={issuer.code}
                      issuer={issuer}
                      limits={state.automaticIssue.find((each) => each.issuer === issuer.code)}
                    />
                  ))}
              </Stack>
            </Paper>
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function OnOff({ state }: { readonly state: SchedulingState }) {
  const t = words.use();
  const language = useLanguage();
  const mayChange = useMay('administrator');
  const clear = api.useMutation('post', '/api/scheduling/clearance');
  const pause = api.useMutation('delete', '/api/scheduling/clearance');
  const { on, clearedBy, clearedAt, after } = state;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="scheduling-state">
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={2} id="scheduling-state">
            {t('scheduling.stateTitle')}
          </Title>
          <StateBadge tone={on ? 'done' : 'held'}>{t(on ? 'scheduling.on' : 'scheduling.off')}</StateBadge>
        </Group>
        {on && clearedBy && clearedAt && (
          <Text size="sm">
            {t('scheduling.clearedBy', { who: clearedBy, when: writeInstant(clearedAt, language) })}
          </Text>
        )}
        {!on && (
          <Alert variant="light" color="yellow" icon={<IconInfoCircle aria-hidden />}>
            {state.pause === 'revoked'
              ? t('scheduling.revoked', { cause: state.cause ?? '' })
              : t(`scheduling.${state.pause ?? 'never'}`)}
          </Alert>
        )}
        <Title order={3} size="h4">
          {t('scheduling.drift')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('scheduling.driftHint')}
        </Text>
        <Drift before={state.before} after={after} />
        <Anchor component={Link} to="/gestion/ecarts" size="sm">
          {t('scheduling.seeDrift')}
        </Anchor>
        <ProblemNotice error={clear.error ?? pause.error} />
        {mayChange ? (
          <Group>
            {on ? (
              <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({})}>
                {t('scheduling.pause')}
              </Button>
            ) : (
              <Button
                loading={clear.isPending}
                onClick={() => clear.mutate({ body: { digest: after.digest } })}
              >
                {t('scheduling.clear')}
              </Button>
            )}
          </Group>
        ) : (
          <Text size="sm">{t('readOnly')}</Text>
        )}
      </Stack>
    </Paper>
  );
}

/** Of nobody: the API writes a dash where a code would be. */
const NOBODY = '–';

interface DriftProps {
  readonly before: SchedulingState['before'];
  readonly after: SchedulingState['after'];
}

/** Lines and days that differ, by issuer; beside them what they were before, where that is known and other. */
function Drift({ before, after }: DriftProps) {
  const t = words.use();
  const language = useLanguage();
  const rows = after.summary.filter(
    (each) => each.unbilledLines + each.overbilledLines + each.aheadLines > 0,
  );
  if (rows.length === 0) return <Text size="sm">{t('scheduling.noDrift')}</Text>;
  const cell = (lines: number, days: number) =>
    lines === 0
      ? '–'
      : [
          t('scheduling.lines', { count: lines, shown: writeNumber(lines, language) }),
          t('scheduling.days', { count: days, shown: writeNumber(days, language) }),
        ].join(', ');
  const cells = (summary: Schema<'DriftSummaryView'>) => [
    cell(summary.unbilledLines, summary.unbilledDays),
    cell(summary.overbilledLines, summary.overbilledDays),
    cell(summary.aheadLines, summary.aheadDays),
  ];
  return (
    <Box style={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={t('scheduling.drift')}>
      <Table fz="sm" miw={480}>
        <caption className="visually-hidden">{t('scheduling.drift')}</caption>
        <Table.Thead>
          <Table.Tr>
            {(['issuer', 'unbilled', 'overbilled', 'ahead'] as const).map((name) => (
              <Table.Th key={name} scope="col">
                {t(`scheduling.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => {
            const former = before?.summary.find(({ issuer }) => issuer === row.issuer);
            const formerCells = former && cells(former);
            return (
              <Table.Tr key={row.issuer}>
                <Table.Th scope="row" fw={500}>
                  {row.issuer === NOBODY ? t('scheduling.nobody') : row.issuer}
                </Table.Th>
                {cells(row).map((text, index) => (
                  <Table.Td key={index}>
                    {text}
                    {formerCells && formerCells[index] !== text && (
                      <Text size="xs" c="dimmed">
                        {t('scheduling.before')} {formerCells[index]}
                      </Text>
                    )}
                  </Table.Td>
                ))}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Box>
  );
}

interface LimitsOfIssuerProps {
  readonly issuer: Schema<'IssuerView'>;
  readonly limits: Schema<'AutomaticIssueView'> | undefined;
}

function LimitsOfIssuer({ issuer, limits }: LimitsOfIssuerProps) {
  const t = words.use();
  const mayChange = useMay('administrator');
  const set = api.useMutation('put', '/api/issuers/{code}/automatic-issue');
  const form = useForm({
    initialValues: {
      enabled: limits?.enabled ?? false,
      mostDocuments: limits?.mostDocuments ?? 50,
      mostNet: Number(limits?.mostNet ?? 5000),
    },
  });
  const submit = form.onSubmit(({ enabled, mostDocuments, mostNet }) =>
    set.mutate(
      {
        params: { path: { code: issuer.code } },
        body: { enabled, mostDocuments, mostNet: mostNet.toFixed(2) },
      },
      { onSuccess: () => form.resetDirty() },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-end" gap="md">
        <Stack gap={4} miw={240}>
          <Text size="sm" fw={500}>
            {issuer.name}
          </Text>
          <Switch
            label={t('scheduling.enabled')}
            aria-label={t('scheduling.enabledOf', { issuer: issuer.name })}
            disabled={!mayChange}
            {...form.getInputProps('enabled', { type: 'checkbox' })}
          />
        </Stack>
        <NumberInput
          label={t('scheduling.mostDocuments')}
          min={1}
          max={100_000}
          allowDecimal={false}
          disabled={!mayChange || !form.values.enabled}
          w={150}
          {...form.getInputProps('mostDocuments')}
        />
        <NumberInput
          label={t('scheduling.mostNet')}
          min={1}
          decimalScale={2}
          decimalSeparator=","
          thousandSeparator={'\u202f'}
          suffix={'\u00a0€'}
          disabled={!mayChange || !form.values.enabled}
          w={170}
          {...form.getInputProps('mostNet')}
        />
        {mayChange && (
          <Button type="submit" variant="default" loading={set.isPending} disabled={!form.isDirty()}>
            {t('save')}
          </Button>
        )}
        <Text size="xs" c="dimmed">
          {limits && t('scheduling.setBy', { who: limits.enabledBy })}
        </Text>
      </Group>
      <ProblemNotice error={set.error} />
    </form>
  );
}
