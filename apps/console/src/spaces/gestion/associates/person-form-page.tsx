import {
  Alert,
  Button,
  Card,
  Group,
  Radio,
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
import { today } from '../../../api/today';
import { useMay } from '../../../app/session/who';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { nobody, type PersonForm, personOf, typedPerson } from './person-form-values';
import { words } from './texts';

type Form = UseFormReturnType<PersonForm>;

const hasAddress = ({ lines, postCode, city }: PersonForm) => (lines + postCode + city).trim() !== '';

const PEOPLE = '/gestion/societaires/personnes';

function usePersonForm(initialValues: PersonForm): Form {
  const t = words.use();
  return useForm<PersonForm>({
    initialValues,
    validate: {
      name: (name) => (name.trim() === '' ? t('dialogue.required') : null),
      givenName: (givenName, { kind }) =>
        kind === 'natural' && givenName.trim() === '' ? t('dialogue.required') : null,
      birthDate: (day, { kind }) =>
        kind === 'natural' && day !== null && day > today() ? t('form.birthInFuture') : null,
      email: (email) =>
        email.trim() === '' || /^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('form.emailWrong'),
      lines: (lines, form) => (hasAddress(form) && lines.trim() === '' ? t('form.addressLinesNeeded') : null),
      postCode: (code, form) =>
        hasAddress(form) && code.trim() === '' ? t('form.addressPlaceNeeded') : null,
      city: (city, form) => (hasAddress(form) && city.trim() === '' ? t('form.addressPlaceNeeded') : null),
    },
  });
}

function useAbove() {
  const t = words.use();
  return [
    { to: '/gestion/societaires', label: t('title') },
    { to: PEOPLE, label: t('tabs.people') },
  ];
}

export function NewPersonPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  return (
    <Page title={t('form.newTitle')} above={useAbove()}>
      {mayWrite ? <NewPerson /> : <Text>{t('form.mayNot')}</Text>}
    </Page>
  );
}

function NewPerson() {
  const t = words.use();
  const navigate = useNavigate();
  const form = usePersonForm(nobody);
  const create = api.useMutation('post', '/api/persons', {
    onSuccess: ({ id, code, fullName }) => {
      tell(t('form.created', { name: fullName, code }));
      void navigate(`${PEOPLE}/${id}`);
    },
  });
  return (
    <Fields
      form={form}
      isPending={create.isPending}
      onSubmit={(values) => create.mutate({ body: personOf(values) })}
      refusal={<ProblemNotice error={create.error} />}
      onCancel={() => void navigate(PEOPLE)}
    />
  );
}

export function EditPersonPage() {
  const id = Number(useParams()['id']);
  const person = api.useQuery('get', '/api/persons/{id}', { params: { path: { id } } });
  return (
    <Loaded query={person} skeleton={<LoadingRows rows={12} />}>
      {(data) => <EditPerson person={data} />}
    </Loaded>
  );
}

function EditPerson({ person }: { readonly person: Schema<'OnePersonView'> }) {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const navigate = useNavigate();
  const path = { id: person.id };
  // The record as it was read: a change by somebody else since then is told, and what was typed stays.
  const [version, setVersion] = useState(person.version);
  const form = usePersonForm(typedPerson(person));
  const back = () => void navigate(`${PEOPLE}/${person.id}`);
  const change = api.useMutation('patch', '/api/persons/{id}', {
    onSuccess: () => {
      tell(t('form.saved'));
      back();
    },
  });
  const isConflict = change.isError && problemOf(change.error).code === 'MEMBERSHIP.CHANGED_MEANWHILE';
  const reread = async () => {
    const read = answered(await http.GET('/api/persons/{id}', { params: { path } }));
    setVersion(read.version);
    change.reset();
  };
  return (
    <Page
      title={t('form.editTitle', { name: person.fullName })}
      above={[...useAbove(), { to: `${PEOPLE}/${person.id}`, label: person.fullName }]}
    >
      {mayWrite ? (
        <Fields
          form={form}
          isKindFixed
          isPending={change.isPending}
          onSubmit={(values) => change.mutate({ params: { path }, body: { ...personOf(values), version } })}
          onCancel={back}
          refusal={
            <>
              <ProblemNotice error={change.error} />
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
  readonly isKindFixed?: boolean;
  readonly isPending: boolean;
  readonly refusal: ReactNode;
  readonly onSubmit: (values: PersonForm) => void;
  readonly onCancel: () => void;
}

function Fields({ form, isKindFixed = false, isPending, refusal, onSubmit, onCancel }: FieldsProps) {
  const t = words.use();
  return (
    <form noValidate onSubmit={form.onSubmit(onSubmit)}>
      <Stack gap="md" maw={900}>
        <IdentityFields form={form} isKindFixed={isKindFixed} />
        <ReachFields form={form} />
        {refusal}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onCancel}>
            {t('dialogue.cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('dialogue.save')}
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

function IdentityFields({ form, isKindFixed }: { readonly form: Form; readonly isKindFixed: boolean }) {
  const t = words.use();
  const isNatural = form.values.kind === 'natural';
  return (
    <Section title={t('form.identity')}>
      {!isKindFixed && (
        <Radio.Group label={t('form.kind')} {...form.getInputProps('kind')}>
          <Group mt="xs">
            <Radio value="natural" label={t('form.natural')} />
            <Radio value="legal" label={t('form.legal')} />
          </Group>
        </Radio.Group>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {isNatural && (
          <TextInput
            required
            label={t('form.givenName')}
            maxLength={200}
            {...form.getInputProps('givenName')}
          />
        )}
        <TextInput
          required
          label={t(isNatural ? 'form.name' : 'form.corporateName')}
          maxLength={200}
          {...form.getInputProps('name')}
        />
        {isNatural ? (
          <DayInput label={t('form.birthDate')} {...form.getInputProps('birthDate')} />
        ) : (
          <>
            <TextInput label={t('form.siren')} inputMode="numeric" {...form.getInputProps('siren')} />
            <TextInput label={t('form.legalForm')} maxLength={200} {...form.getInputProps('legalForm')} />
            <TextInput
              label={t('form.representative')}
              maxLength={200}
              {...form.getInputProps('representative')}
            />
          </>
        )}
      </SimpleGrid>
    </Section>
  );
}

function ReachFields({ form }: { readonly form: Form }) {
  const t = words.use();
  const accounts = api.useQuery('get', '/api/accounts', {});
  return (
    <Section title={t('form.reach')}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput type="email" label={t('form.email')} maxLength={200} {...form.getInputProps('email')} />
        <TextInput label={t('form.phone')} maxLength={200} {...form.getInputProps('phone')} />
        <Textarea autosize minRows={2} maxRows={4} label={t('form.lines')} {...form.getInputProps('lines')} />
        <TextInput label={t('form.postCode')} maxLength={12} {...form.getInputProps('postCode')} />
        <TextInput label={t('form.city')} maxLength={100} {...form.getInputProps('city')} />
        <TextInput label={t('form.country')} maxLength={2} {...form.getInputProps('country')} />
        <Select
          clearable
          searchable
          label={t('form.account')}
          description={t('form.accountHelp')}
          data={(accounts.data ?? []).map(({ id, name, email }) => ({
            value: String(id),
            label: `${name} (${email})`,
          }))}
          {...form.getInputProps('accountId')}
          {...helpBelow}
        />
      </SimpleGrid>
    </Section>
  );
}
