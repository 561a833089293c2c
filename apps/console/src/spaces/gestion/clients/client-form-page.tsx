import {
  Alert,
  Button,
  Card,
  Checkbox,
  Group,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { useMay } from '../../../app/session/who';
import { useLanguage } from '../../../i18n/format';
import type { Language } from '../../../i18n/language';
import { typeset } from '../../../i18n/typeset';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { helpBelow } from '../../../ui/help-below';
import { type ClientForm, clientOf, emptyClient, typedClient } from './client-form-values';
import { tell } from '../../../ui/tell';
import { words } from './texts';

type Form = UseFormReturnType<ClientForm>;

const STATUSES = ['taxable', 'franchise', 'exempt', 'nonTaxable', 'consumer', 'foreign'] as const;
const CHANNELS = ['email', 'platform', 'post'] as const;
const GROUPINGS = ['contract', 'client'] as const;
const LANGUAGES = ['fr', 'en'] as const;

function useClientForm(initialValues: ClientForm): Form {
  const t = words.use();
  return useForm<ClientForm>({
    mode: 'controlled',
    initialValues,
    validate: { name: (name) => (name.trim() === '' ? t('form.required') : null) },
  });
}

interface RefusedField {
  readonly field: string;
  readonly sentence: string;
}

/** The field of this form that the API refuses, `address.city` for one; null where it refuses something else. */
function refusedField(error: unknown, language: Language): RefusedField | null {
  if (!error) return null;
  const { facts, detail } = problemOf(error);
  const field = facts?.['field'];
  if (typeof field !== 'string') return null;
  const value = field.split('.').reduce<unknown>((at, key) => Object(at)[key], emptyClient);
  if (value === undefined) return null;
  // Beside the field its name and value need not be said again.
  const expected = facts?.[language === 'fr' ? 'expected' : 'expectedEn'];
  if (typeof expected !== 'string') return { field, sentence: detail };
  return { field, sentence: expected.charAt(0).toUpperCase() + expected.slice(1) };
}

/** A refused field says why where it stands, is read aloud, and is gone to. */
function markRefused(form: Form, error: unknown, language: Language): void {
  const refused = refusedField(error, language);
  if (!refused) return;
  const { field, sentence } = refused;
  form.setFieldError(field, <span role="alert">{language === 'fr' ? typeset(sentence) : sentence}</span>);
  form.getInputNode(field)?.focus();
}

export function NewClientPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  return (
    <Page title={t('form.newTitle')} above={[{ to: '/gestion/clients', label: t('title') }]}>
      {mayWrite ? <NewClient /> : <Text>{t('form.mayNot')}</Text>}
    </Page>
  );
}

function NewClient() {
  const t = words.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const form = useClientForm(emptyClient);
  const create = api.useMutation('post', '/api/clients', {
    onSuccess: ({ id, code }) => {
      tell(t('form.created', { code }));
      void navigate(`/gestion/clients/${id}`);
    },
    onError: (error) => markRefused(form, error, language),
  });
  return (
    <Fields
      form={form}
      isPending={create.isPending}
      onSubmit={(values) => create.mutate({ body: clientOf(values) })}
      refusal={!refusedField(create.error, language) && <ProblemNotice error={create.error} />}
      onCancel={() => void navigate('/gestion/clients')}
    />
  );
}

export function EditClientPage() {
  const id = Number(useParams()['id']);
  const client = api.useQuery('get', '/api/clients/{id}', { params: { path: { id } } });
  return (
    <Loaded query={client} skeleton={<LoadingRows rows={12} />}>
      {(data) => <EditClient client={data} />}
    </Loaded>
  );
}

function EditClient({ client }: { readonly client: Schema<'OneClientView'> }) {
  const t = words.use();
  const language = useLanguage();
  const mayWrite = useMay('administrator');
  const navigate = useNavigate();
  const path = { id: client.id };
  // The record as it was read: a change by somebody else since then is told, and what was typed stays.
  const [version, setVersion] = useState(client.version);
  const form = useClientForm(typedClient(client));
  const back = () => void navigate(`/gestion/clients/${client.id}`);
  const change = api.useMutation('patch', '/api/clients/{id}', {
    onSuccess: () => {
      tell(t('form.saved'));
      back();
    },
    onError: (error) => markRefused(form, error, language),
  });
  const isConflict = change.isError && problemOf(change.error).code === 'CONTRACTS.CHANGED_MEANWHILE';
  const reread = async () => {
    const read = answered(await http.GET('/api/clients/{id}', { params: { path } }));
    setVersion(read.version);
    change.reset();
  };
  return (
    <Page
      title={t('form.editTitle', { name: client.name })}
      above={[
        { to: '/gestion/clients', label: t('title') },
        { to: `/gestion/clients/${client.id}`, label: client.name },
      ]}
    >
      {mayWrite ? (
        <Fields
          form={form}
          isPending={change.isPending}
          onSubmit={(values) => change.mutate({ params: { path }, body: { ...clientOf(values), version } })}
          onCancel={back}
          refusal={
            <>
              {!refusedField(change.error, language) && <ProblemNotice error={change.error} />}
              {isConflict && (
                <Alert role="status" color="blue" variant="light">
                  <Group justify="space-between" gap="sm">
                    <Text size="sm">{t('form.rereadHelp')}</Text>
                    <Button variant="default" size="xs" onClick={() => void reread()}>
                      {t('form.reread')}
                    </Button>
                  </Group>
                </Alert>
              )}
            </>
          }
        />
      ) : (
        <Text>{t('form.mayNot')}</Text>
      )}
    </Page>
  );
}

interface FieldsProps {
  readonly form: Form;
  readonly isPending: boolean;
  readonly refusal: ReactNode;
  readonly onSubmit: (values: ClientForm) => void;
  readonly onCancel: () => void;
}

function Fields({ form, isPending, refusal, onSubmit, onCancel }: FieldsProps) {
  const t = words.use();
  return (
    <form noValidate onSubmit={form.onSubmit(onSubmit)}>
      <Stack gap="md" maw={900}>
        <Identity form={form} />
        <Section title={t('form.postal')}>
          <AddressFields form={form} of="address" />
          <Checkbox label={t('form.delivery')} {...form.getInputProps('hasDelivery', { type: 'checkbox' })} />
          {form.values.hasDelivery && <AddressFields form={form} of="deliveryAddress" />}
        </Section>
        <Sending form={form} />
        <Billing form={form} />
        {refusal}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t('form.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('form.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <Stack gap="sm">{children}</Stack>
    </Card>
  );
}

function Identity({ form }: { readonly form: Form }) {
  const t = words.use();
  const props = (field: string) => ({ ...form.getInputProps(field), ...helpBelow });
  return (
    <Section title={t('form.identity')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput required label={t('name')} maxLength={200} {...props('name')} />
        <TextInput label={t('code')} description={t('form.codeHelp')} maxLength={60} {...props('code')} />
        <Select
          required
          allowDeselect={false}
          label={t('vatStatus')}
          data={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          {...props('vatStatus')}
        />
        <TextInput
          label={t('siren')}
          description={t('form.sirenHelp')}
          inputMode="numeric"
          {...props('siren')}
        />
        <TextInput
          label={t('one.siret')}
          description={t('form.siretHelp')}
          inputMode="numeric"
          {...props('siret')}
        />
        <TextInput label={t('one.vatNumber')} description={t('form.vatNumberHelp')} {...props('vatNumber')} />
      </SimpleGrid>
    </Section>
  );
}

function AddressFields({ form, of }: { readonly form: Form; readonly of: 'address' | 'deliveryAddress' }) {
  const t = words.use();
  const props = (field: string) => ({ ...form.getInputProps(`${of}.${field}`), ...helpBelow });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <Textarea autosize minRows={2} maxRows={4} label={t('form.lines')} {...props('lines')} />
      <TextInput label={t('form.postCode')} maxLength={12} {...props('postCode')} />
      <TextInput label={t('city')} maxLength={100} {...props('city')} />
      <TextInput
        label={t('form.country')}
        description={t('form.countryHelp')}
        maxLength={2}
        {...props('country')}
      />
    </SimpleGrid>
  );
}

function Sending({ form }: { readonly form: Form }) {
  const t = words.use();
  const props = (field: string) => ({ ...form.getInputProps(field), ...helpBelow });
  return (
    <Section title={t('form.sending')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          allowDeselect={false}
          label={t('channel')}
          data={[
            { value: '', label: t('form.channelNone') },
            ...CHANNELS.map((channel) => ({ value: channel, label: t(`channels.${channel}`) })),
          ]}
          {...props('channel')}
        />
        <TextInput type="email" label={t('email')} {...props('email')} />
        <TextInput label={t('one.contact')} description={t('form.contactHelp')} {...props('contact')} />
        <Select
          allowDeselect={false}
          label={t('one.language')}
          data={LANGUAGES.map((language) => ({ value: language, label: t(`languages.${language}`) }))}
          {...props('language')}
        />
        <TextInput
          label={t('form.electronicScheme')}
          description={t('form.electronicSchemeHelp')}
          maxLength={4}
          {...props('electronicScheme')}
        />
        <TextInput
          label={t('one.electronicAddress')}
          description={t('form.electronicAddressHelp')}
          {...props('electronicAddress')}
        />
      </SimpleGrid>
    </Section>
  );
}

function Billing({ form }: { readonly form: Form }) {
  const t = words.use();
  const props = (field: string) => ({ ...form.getInputProps(field), ...helpBelow });
  return (
    <Section title={t('form.billing')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          allowDeselect={false}
          label={t('grouping')}
          data={GROUPINGS.map((grouping) => ({ value: grouping, label: t(`groupings.${grouping}`) }))}
          {...props('grouping')}
        />
        <TextInput
          label={t('one.paymentDays')}
          description={t('form.paymentDaysHelp')}
          inputMode="numeric"
          {...props('paymentDays')}
        />
        <TextInput
          label={t('one.buyerReference')}
          description={t('form.buyerReferenceHelp')}
          {...props('buyerReference')}
        />
      </SimpleGrid>
    </Section>
  );
}
