import {
  ActionIcon,
  Anchor,
  Box,
  Button,
  Card,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Stepper,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writePeriod } from '../../../i18n/format';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { ClientSelect } from './client-select';
import {
  carriedFrom,
  type ContractForm,
  emptyContract,
  missingOf,
  type NewContract,
  newContractOf,
  STEPS,
} from './contract-form';
import { DayInput } from '../../../ui/day-input/day-input';
import { ForecastPanel } from './forecast-panel';
import { helpBelow } from '../../../ui/help-below';
import { LineFields } from './line-fields';
import { emptyLine, mistakesOf } from './line-form';
import { tell } from '../../../ui/tell';
import { words } from './texts';
import { isPreviewOf, useAsked } from './use-asked';

export function NewContractPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  return (
    <Page title={t('create.title')} above={[{ to: '/gestion/contrats', label: t('title') }]}>
      {mayWrite ? <NewContractSteps /> : <Text>{t('create.mayNot')}</Text>}
    </Page>
  );
}

/** A contract step by step: who, carried by whom, which lines, and what it will bill before it is made. */
function NewContractSteps() {
  const t = words.use();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [form, setForm] = useState(() => emptyContract(Number(params.get('client')) || null));
  const [active, setActive] = useState(0);
  // Steps that the person tried to leave say what they lack.
  const [tried, setTried] = useState<ReadonlySet<number>>(new Set());
  const step = STEPS[active]!;
  const payload = newContractOf(form);
  const asked = useAsked(step === 'preview' ? payload : null);
  const preview = api.useQuery(
    'post',
    '/api/contracts/preview',
    { body: asked ?? ({} as NewContract) },
    { enabled: asked !== null, placeholderData: keepPreviousData, retry: false },
  );
  const create = api.useMutation('post', '/api/contracts', {
    onSuccess: ({ id, code }) => {
      tell(t('create.done', { code }));
      void navigate(`/gestion/contrats/${id}`);
    },
  });
  const change = (part: Partial<ContractForm>) => setForm((before) => ({ ...before, ...part }));
  const goTo = (target: number) => {
    const stuck = STEPS.slice(0, target).findIndex((each) => missingOf(each, form).length > 0);
    if (stuck === -1 || target <= active) return setActive(target);
    setTried((before) => new Set([...before, stuck]));
    setActive(stuck);
  };
  const missing = tried.has(active) ? missingOf(step, form) : [];
  return (
    <Card withBorder padding="lg">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (step !== 'preview') goTo(active + 1);
          else if (payload && isPreviewOf(payload, asked, preview)) create.mutate({ body: payload });
        }}
      >
        <Stepper active={active} onStepClick={goTo} size="sm" mb="lg" allowNextStepsSelect>
          {STEPS.map((each) => (
            <Stepper.Step key={each} label={t(`create.steps.${each}`)} />
          ))}
        </Stepper>
        <Box mih="24rem">
          {step === 'client' && <ClientStep form={form} missing={missing} onChange={change} />}
          {step === 'carriage' && (
            <CarriageStep
              form={form}
              missing={missing}
              onChange={change}
              onFrom={(from) => setForm((before) => carriedFrom(before, from))}
            />
          )}
          {step === 'lines' && <LinesStep form={form} tried={tried.has(active)} onChange={change} />}
          {step === 'preview' && (
            <Stack gap="sm">
              <Summary form={form} />
              <Text size="sm" c="dimmed">
                {t('create.previewLead')}
              </Text>
              <ForecastPanel
                order={2}
                query={preview}
                asked={payload !== null}
                incomplete={t('create.incomplete')}
              />
            </Stack>
          )}
        </Box>
        <Stack mt="lg" gap="sm">
          <ProblemNotice error={create.error} />
          <Group justify="space-between">
            <Button variant="default" disabled={active === 0} onClick={() => setActive(active - 1)}>
              {t('create.previous')}
            </Button>
            {step === 'preview' ? (
              <Button
                type="submit"
                disabled={!isPreviewOf(payload, asked, preview)}
                loading={create.isPending}
              >
                {t('create.confirm')}
              </Button>
            ) : (
              <Button type="submit">{t('create.next')}</Button>
            )}
          </Group>
        </Stack>
      </form>
    </Card>
  );
}

interface StepProps {
  readonly form: ContractForm;
  readonly missing: readonly string[];
  readonly onChange: (change: Partial<ContractForm>) => void;
}

function useRequired(missing: readonly string[]) {
  const t = words.use();
  return (field: string) => (missing.includes(field) ? t('create.mistakes.required') : undefined);
}

function ClientStep({ form, missing, onChange }: StepProps) {
  const t = words.use();
  const required = useRequired(missing);
  const activities = api.useQuery('get', '/api/activities', { params: { query: { size: 500 } } });
  return (
    <Stack gap="sm" maw={640}>
      <ClientSelect
        label={t('client')}
        description={
          <>
            {t('create.clientHelp')}
            {' · '}
            <Anchor component={Link} to="/gestion/clients/nouveau" size="xs" underline="always">
              {t('create.newClient')}
            </Anchor>
          </>
        }
        error={required('client')}
        value={form.client}
        onChange={(client) => onChange({ client })}
      />
      <TextInput
        required
        {...helpBelow}
        label={t('create.titleField')}
        description={t('create.titleHelp')}
        maxLength={200}
        error={required('title')}
        value={form.title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <Select
        clearable
        searchable
        {...helpBelow}
        label={t('create.activity')}
        description={t('create.activityHelp')}
        data={(activities.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={form.activity}
        onChange={(activity) => onChange({ activity })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          {...helpBelow}
          label={t('create.purchaseOrder')}
          maxLength={200}
          value={form.purchaseOrder}
          onChange={({ currentTarget }) => onChange({ purchaseOrder: currentTarget.value })}
        />
        <TextInput
          {...helpBelow}
          label={t('create.code')}
          description={t('create.codeHelp')}
          maxLength={60}
          value={form.code}
          onChange={({ currentTarget }) => onChange({ code: currentTarget.value })}
        />
      </SimpleGrid>
    </Stack>
  );
}

function CarriageStep({
  form,
  missing,
  onChange,
  onFrom,
}: StepProps & { onFrom: (from: string | null) => void }) {
  const t = words.use();
  const required = useRequired(missing);
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  return (
    <Stack gap="sm" maw={640}>
      <Select
        required
        {...helpBelow}
        label={t('create.issuer')}
        description={t('create.issuerHelp')}
        data={(issuers.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        error={required('issuer')}
        value={form.issuer}
        onChange={(issuer) => onChange({ issuer })}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayInput
          required
          {...helpBelow}
          label={t('create.from')}
          error={required('from')}
          value={form.from}
          onChange={onFrom}
        />
        <DayInput
          {...helpBelow}
          label={t('create.last')}
          description={t('create.lastHelp')}
          error={missing.includes('last') ? t('create.mistakes.endBeforeStart') : undefined}
          value={form.last}
          onChange={(last) => onChange({ last })}
        />
      </SimpleGrid>
    </Stack>
  );
}

function LinesStep({ form, tried, onChange }: Omit<StepProps, 'missing'> & { readonly tried: boolean }) {
  const t = words.use();
  return (
    <Stack gap="md">
      {form.lines.map((line, index) => (
        <Card key={line.key} withBorder padding="md">
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4">
              {t('create.line', { number: index + 1 })}
            </Title>
            {form.lines.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t('create.removeLine', { number: index + 1 })}
                onClick={() => onChange({ lines: form.lines.filter(({ key }) => key !== line.key) })}
              >
                <IconTrash size={18} />
              </ActionIcon>
            )}
          </Group>
          <LineFields
            line={line}
            mistakes={tried ? mistakesOf(line) : {}}
            onChange={(change) =>
              onChange({
                lines: form.lines.map((each) => (each.key === line.key ? { ...each, ...change } : each)),
              })
            }
          />
        </Card>
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange({ lines: [...form.lines, emptyLine(form.from)] })}
        >
          {t('create.addLine')}
        </Button>
      </Group>
    </Stack>
  );
}

function Summary({ form }: { readonly form: ContractForm }) {
  const t = words.use();
  const language = useLanguage();
  const client = api.useQuery(
    'get',
    '/api/clients/{id}',
    { params: { path: { id: form.client ?? 0 } } },
    { enabled: form.client !== null },
  );
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const issuer = issuers.data?.items.find(({ id }) => String(id) === form.issuer);
  const payload = newContractOf(form);
  if (!payload) return null;
  return (
    <Text fw={500}>
      {t('create.summary', {
        title: payload.title,
        client: client.data?.name ?? '…',
        issuer: issuer?.name ?? '…',
        days: writePeriod({ from: payload.from, to: payload.to ?? null }, language),
      })}
    </Text>
  );
}
