import {
  Alert,
  Button,
  Fieldset,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconInfoCircle } from '@tabler/icons-react';
import { api, type Schema } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { ProblemNotice } from '../../../ui/problem-notice';
import { words } from './texts';

type Issuer = Schema<'IssuerView'>;

const REGIMES = ['collection', 'debits', 'franchise', 'exempt'] as const;

interface Typed {
  code: string;
  name: string;
  outside: boolean;
  legalForm: string;
  siren: string;
  siret: string;
  vatNumber: string;
  vatRegime: Issuer['vatRegime'];
  lines: string;
  postCode: string;
  city: string;
  country: string;
  email: string;
  phone: string;
  iban: string;
  bic: string;
  paymentDays: number;
}

function typedOf(issuer: Issuer | null): Typed {
  return {
    code: issuer?.code ?? '',
    name: issuer?.name ?? '',
    outside: issuer?.outside ?? false,
    legalForm: issuer?.legalForm ?? '',
    siren: issuer?.siren ?? '',
    siret: issuer?.siret ?? '',
    vatNumber: issuer?.vatNumber ?? '',
    vatRegime: issuer?.vatRegime ?? 'collection',
    lines: issuer?.address.lines.join('\n') ?? '',
    postCode: issuer?.address.postCode ?? '',
    city: issuer?.address.city ?? '',
    country: issuer?.address.country ?? 'FR',
    email: issuer?.email ?? '',
    phone: issuer?.phone ?? '',
    iban: issuer?.iban ?? '',
    bic: issuer?.bic ?? '',
    paymentDays: issuer?.paymentDays ?? 30,
  };
}

/** Numbers are typed in groups, and kept without spaces; an empty field is none. */
const compact = (text: string) => text.replace(/\s/g, '').toUpperCase() || null;
const said = (text: string) => text.trim() || null;

function inputOf(typed: Typed) {
  return {
    code: typed.code.trim().toUpperCase(),
    name: typed.name.trim(),
    legalForm: said(typed.legalForm),
    siren: compact(typed.siren) ?? '',
    siret: compact(typed.siret),
    vatNumber: compact(typed.vatNumber),
    vatRegime: typed.vatRegime,
    address: {
      lines: typed.lines
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      postCode: typed.postCode.trim(),
      city: typed.city.trim(),
      country: typed.country.trim().toUpperCase(),
    },
    email: said(typed.email),
    phone: said(typed.phone),
    iban: compact(typed.iban),
    bic: compact(typed.bic),
    paymentDays: typed.paymentDays,
  };
}

/** Which field of the form a refusal of the API is about. */
function fieldOf(error: unknown): keyof Typed | null {
  const field = String(problemOf(error).facts?.['field'] ?? '').replace(/^address\./, '');
  return field in typedOf(null) ? (field as keyof Typed) : null;
}

/** Creates an issuer, or changes one as it was read: a change made meanwhile by somebody else is not overwritten. */
export function IssuerForm({
  issuer,
  onDone,
}: {
  readonly issuer: Issuer | null;
  readonly onDone: () => void;
}) {
  const t = words.use();
  const form = useForm({ initialValues: typedOf(issuer) });
  const onError = (error: unknown) => {
    const field = fieldOf(error);
    if (!field) return;
    form.setFieldError(field, problemOf(error).detail);
    form.getInputNode(field)?.focus();
  };
  const create = api.useMutation('post', '/api/issuers', { onSuccess: onDone, onError });
  const change = api.useMutation('patch', '/api/issuers/{id}', { onSuccess: onDone, onError });
  const submit = form.onSubmit((typed) => {
    if (issuer) {
      const body = { ...inputOf(typed), outside: issuer.outside, version: issuer.version };
      change.mutate({ params: { path: { id: issuer.id } }, body });
    } else create.mutate({ body: { ...inputOf(typed), outside: typed.outside } });
  });
  const error = create.error ?? change.error;
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Fieldset legend={t('issuers.identity')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput label={t('issuers.name')} required data-autofocus {...form.getInputProps('name')} />
            <TextInput
              label={t('issuers.code')}
              description={t('issuers.codeHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              required
              {...form.getInputProps('code')}
            />
            <TextInput
              label={t('issuers.legalForm')}
              description={t('issuers.legalFormHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              {...form.getInputProps('legalForm')}
            />
            <TextInput
              label={t('issuers.siren')}
              required
              inputMode="numeric"
              {...form.getInputProps('siren')}
            />
            <TextInput label={t('issuers.siret')} inputMode="numeric" {...form.getInputProps('siret')} />
            <TextInput label={t('issuers.vatNumber')} {...form.getInputProps('vatNumber')} />
          </SimpleGrid>
          {!issuer && (
            <Switch
              mt="sm"
              label={t('issuers.outsideLabel')}
              description={t('issuers.outsideHint')}
              {...form.getInputProps('outside', { type: 'checkbox' })}
            />
          )}
        </Fieldset>
        <Fieldset legend={t('issuers.contact')}>
          <Textarea
            label={t('issuers.lines')}
            description={t('issuers.linesHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autosize
            minRows={2}
            maxRows={4}
            required
            {...form.getInputProps('lines')}
          />
          <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm" mt="xs">
            <TextInput label={t('issuers.postCode')} required {...form.getInputProps('postCode')} />
            <TextInput label={t('issuers.city')} required {...form.getInputProps('city')} />
            <TextInput
              label={t('issuers.country')}
              description={t('issuers.countryHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              maxLength={2}
              required
              {...form.getInputProps('country')}
            />
          </SimpleGrid>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="xs">
            <TextInput label={t('issuers.email')} type="email" {...form.getInputProps('email')} />
            <TextInput label={t('issuers.phone')} type="tel" {...form.getInputProps('phone')} />
          </SimpleGrid>
        </Fieldset>
        <Fieldset legend={t('issuers.payment')}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select
              label={t('issuers.vatRegime')}
              data={REGIMES.map((regime) => ({ value: regime, label: t(`issuers.regimes.${regime}`) }))}
              allowDeselect={false}
              {...form.getInputProps('vatRegime')}
            />
            <NumberInput
              label={t('issuers.paymentDays')}
              description={t('issuers.paymentDaysHint')}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              min={0}
              max={60}
              allowDecimal={false}
              {...form.getInputProps('paymentDays')}
            />
            <TextInput label={t('issuers.iban')} {...form.getInputProps('iban')} />
            <TextInput label={t('issuers.bic')} {...form.getInputProps('bic')} />
          </SimpleGrid>
        </Fieldset>
        {issuer && (
          <Alert variant="light" color="gray" icon={<IconInfoCircle aria-hidden />}>
            {t('issuers.pending')}
          </Alert>
        )}
        {/* Said beside its field where it has one. */}
        <ProblemNotice error={error && fieldOf(error) === null ? error : null} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={create.isPending || change.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
