import {
  ActionIcon,
  Button,
  Card,
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
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import {
  amountTyped,
  basisPointsOf,
  type BylawsForm,
  bylawsOf,
  codeOf,
  countOf,
  typedBylaws,
} from './bylaws-form-values';
import { Findings, WeightsTable } from './colleges-page';
import { words } from './texts';
import { WeightsPicture } from './weights-picture';

type Form = UseFormReturnType<BylawsForm>;
type Bylaws = Schema<'BylawsView'>;

const BYLAWS = '/gestion/societaires/statuts';
const FORMS = ['scic', 'scop', 'loi47', 'association'] as const;
const COMPANIES = ['sa', 'sarl', 'sas'] as const;
const NATURES = [
  'employee',
  'beneficiary',
  'producer',
  'volunteer',
  'localAuthority',
  'investor',
  'other',
] as const;
const PREVIEW_AFTER_MS = 400;

export function BylawsFormPage() {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const versions = api.useQuery('get', '/api/bylaws', {});
  const byLaw = api.useQuery('get', '/api/bylaws/default', {
    params: { query: { form: 'scic', company: 'sa' } },
  });
  return (
    <Page
      title={t('bylaws.editTitle')}
      above={[
        { to: '/gestion/societaires', label: t('title') },
        { to: BYLAWS, label: t('tabs.bylaws') },
      ]}
    >
      {!mayWrite ? (
        <Text>{t('bylaws.mayNot')}</Text>
      ) : (
        <Loaded query={versions} skeleton={<LoadingRows rows={12} />}>
          {({ items }) => (
            <Loaded query={byLaw} skeleton={<LoadingRows rows={12} />}>
              {(first) => <Edit versions={items} start={items[0] ?? first} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Page>
  );
}

function Edit({
  versions,
  start,
}: {
  readonly versions: readonly Schema<'BylawsVersionView'>[];
  readonly start: Bylaws;
}) {
  const t = words.use();
  const navigate = useNavigate();
  const required = (holds: boolean) => (holds ? null : t('dialogue.required'));
  const named = (value: string) => required(value.trim() !== '');
  const coded = (value: string) => (codeOf(value) === null ? t('bylaws.codeWrong') : null);
  const counted = (value: string) => (countOf(value) === null ? t('bylaws.countWrong') : null);
  const percent = (value: string) => (basisPointsOf(value) === null ? t('bylaws.percentWrong') : null);
  // An association has no capital: what is typed there is neither shown nor sent.
  const ofCapital =
    (check: (value: string) => string | null) =>
    (value: string, { form: kind }: BylawsForm) =>
      kind === 'association' ? null : check(value);
  const form = useForm<BylawsForm>({
    initialValues: typedBylaws(start),
    validate: {
      from: (value) => required(value !== null),
      reason: (value) => required(value.trim().length >= 3),
      minimum: ofCapital((value) => (amountTyped(value) === null ? t('bylaws.amountWrong') : null)),
      floor: ofCapital(percent),
      paid: ofCapital(percent),
      interest: ofCapital(percent),
      release: ofCapital(counted),
      refund: ofCapital(counted),
      categories: { code: coded, name: named, minimumShares: counted },
      colleges: { code: coded, name: named, weight: percent },
      associateWithin: counted,
      interviews: counted,
      revision: counted,
      trial: counted,
      alert: counted,
    },
  });
  const write = api.useMutation('post', '/api/bylaws', {
    onSuccess: () => {
      tell(t('bylaws.saved'));
      void navigate(BYLAWS);
    },
  });
  const save = form.onSubmit((values) => {
    const body = bylawsOf(values, values.from!);
    if (!body) return;
    const afterRevision = versions.find(({ from }) => from === values.from)?.revision ?? 0;
    write.mutate({ body: { ...body, reason: values.reason.trim(), afterRevision } });
  });
  const takeByLaw = async () => {
    const { form: kind, company, from, reason } = form.values;
    const query = { form: kind, ...(company === '' ? {} : { company }) };
    const bylaws = answered(await http.GET('/api/bylaws/default', { params: { query } }));
    form.setValues({ ...typedBylaws(bylaws), from, reason });
  };
  return (
    <form noValidate onSubmit={save}>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="md">
          <Shape form={form} onByLaw={() => void takeByLaw()} />
          <Categories form={form} />
          <Colleges form={form} />
          {form.values.form !== 'association' && <Capital form={form} />}
          <Career form={form} />
        </Stack>
        <Stack gap="md">
          <Preview form={form} start={start} />
          <Textarea
            required
            autosize
            minRows={2}
            label={t('bylaws.reason')}
            description={t('bylaws.reasonHelp')}
            maxLength={500}
            {...form.getInputProps('reason')}
            {...helpBelow}
          />
          <ProblemNotice error={write.error} />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={() => void navigate(BYLAWS)}>
              {t('dialogue.cancel')}
            </Button>
            <Button type="submit" loading={write.isPending}>
              {t('bylaws.save')}
            </Button>
          </Group>
        </Stack>
      </SimpleGrid>
    </form>
  );
}

function Section({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <Card withBorder padding="md" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        {actions}
      </Group>
      <Stack gap="sm">{children}</Stack>
    </Card>
  );
}

function Shape({ form, onByLaw }: { readonly form: Form; readonly onByLaw: () => void }) {
  const t = words.use();
  return (
    <Section
      title={t('bylaws.shape')}
      actions={
        <Button size="xs" variant="default" onClick={onByLaw}>
          {t('bylaws.byLaw')}
        </Button>
      }
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          required
          allowDeselect={false}
          label={t('bylaws.form')}
          data={FORMS.map((kind) => ({ value: kind, label: t(`bylaws.forms.${kind}`) }))}
          {...form.getInputProps('form')}
        />
        {form.values.form !== 'association' && (
          <Select
            required
            allowDeselect={false}
            label={t('bylaws.company')}
            data={COMPANIES.map((company) => ({ value: company, label: t(`bylaws.companies.${company}`) }))}
            {...form.getInputProps('company')}
          />
        )}
        <DayInput
          required
          label={t('bylaws.from')}
          description={t('bylaws.fromHelp')}
          {...form.getInputProps('from')}
        />
      </SimpleGrid>
    </Section>
  );
}

interface RowsProps {
  readonly form: Form;
  readonly of: 'categories' | 'colleges';
  readonly title: string;
  readonly added: BylawsForm['categories'][number] | BylawsForm['colleges'][number];
  readonly fields: (index: number) => ReactNode;
}

/** Rules of one kind, one a row, with a way to add and to take out. */
function Rows({ form, of, title, added, fields }: RowsProps) {
  const t = words.use();
  const rows = form.values[of];
  return (
    <Section
      title={title}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem(of, added)}
        >
          {t('bylaws.add')}
        </Button>
      }
    >
      {of === 'colleges' && rows.length === 0 && <Text size="sm">{t('bylaws.noColleges')}</Text>}
      {rows.map((row, index) => (
        // Rules have no number of their own: their place is what they are known by here.
        <Group key={index} gap="xs" align="flex-start" wrap="wrap">
          {fields(index)}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            mt={26}
            aria-label={t('bylaws.remove', { name: row.name || row.code || String(index + 1) })}
            onClick={() => form.removeListItem(of, index)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
    </Section>
  );
}

function Categories({ form }: { readonly form: Form }) {
  const t = words.use();
  const props = (index: number, field: string) => form.getInputProps(`categories.${index}.${field}`);
  return (
    <Rows
      form={form}
      of="categories"
      title={t('bylaws.categories')}
      added={{ code: '', name: '', kind: 'other', minimumShares: '1' }}
      fields={(index) => (
        <>
          <TextInput label={t('bylaws.code')} w={70} maxLength={20} {...props(index, 'code')} />
          <TextInput label={t('bylaws.name')} flex="1 1 130px" maxLength={120} {...props(index, 'name')} />
          <Select
            label={t('bylaws.nature')}
            allowDeselect={false}
            w={150}
            data={NATURES.map((nature) => ({ value: nature, label: t(`bylaws.natures.${nature}`) }))}
            {...props(index, 'kind')}
          />
          <TextInput
            label={t('bylaws.minimumShares')}
            w={85}
            inputMode="numeric"
            {...props(index, 'minimumShares')}
          />
        </>
      )}
    />
  );
}

function Colleges({ form }: { readonly form: Form }) {
  const t = words.use();
  const props = (index: number, field: string) => form.getInputProps(`colleges.${index}.${field}`);
  return (
    <Rows
      form={form}
      of="colleges"
      title={t('bylaws.collegesTitle')}
      added={{ code: '', name: '', weight: '' }}
      fields={(index) => (
        <>
          <TextInput label={t('bylaws.code')} w={130} maxLength={20} {...props(index, 'code')} />
          <TextInput label={t('bylaws.name')} flex="1 1 180px" maxLength={120} {...props(index, 'name')} />
          <TextInput label={t('bylaws.weight')} w={110} inputMode="decimal" {...props(index, 'weight')} />
        </>
      )}
    />
  );
}

function Figures({
  form,
  title,
  fields,
}: {
  readonly form: Form;
  readonly title: string;
  readonly fields: readonly (readonly [keyof BylawsForm, string])[];
}) {
  return (
    <Section title={title}>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {fields.map(([field, label]) => (
          <TextInput key={field} label={label} inputMode="decimal" {...form.getInputProps(field)} />
        ))}
      </SimpleGrid>
    </Section>
  );
}

function Capital({ form }: { readonly form: Form }) {
  const t = words.use();
  return (
    <Figures
      form={form}
      title={t('bylaws.capital')}
      fields={[
        ['minimum', `${t('bylaws.minimum')} (€)`],
        ['floor', `${t('bylaws.floor')} (%)`],
        ['paid', `${t('bylaws.paid')} (%)`],
        ['release', `${t('bylaws.release')} (${t('bylaws.inMonths')})`],
        ['refund', `${t('bylaws.refund')} (${t('bylaws.inMonths')})`],
        ['interest', `${t('bylaws.interest')} (${t('bylaws.points')})`],
      ]}
    />
  );
}

function Career({ form }: { readonly form: Form }) {
  const t = words.use();
  return (
    <Figures
      form={form}
      title={t('bylaws.career')}
      fields={[
        ['associateWithin', t('bylaws.associateWithin')],
        ['interviews', t('bylaws.interviews')],
        ['revision', t('bylaws.revision')],
        ['trial', t('bylaws.trial')],
        ['alert', t('bylaws.alert')],
      ]}
    />
  );
}

/** What the bounds say of what is typed, on the day that is typed, or the one the rules were read for. */
function Preview({ form, start }: { readonly form: Form; readonly start: Bylaws }) {
  const t = words.use();
  const [typed] = useDebouncedValue(form.values, PREVIEW_AFTER_MS);
  const body = bylawsOf(typed, typed.from ?? start.from);
  const preview = useQuery({
    queryKey: ['bylaws-preview', body],
    enabled: body !== null,
    queryFn: async () => answered(await http.POST('/api/bylaws/previews', { body: body! })),
    placeholderData: (before) => before,
  });
  return (
    <Section title={t('bylaws.preview')}>
      <Text size="sm" c="dimmed">
        {t('bylaws.previewLead')}
      </Text>
      <div aria-live="polite">
        {bylawsOf(form.values, start.from) === null ? (
          // What was found before would speak of other figures than those in sight.
          <Text size="sm">{t('bylaws.unreadable')}</Text>
        ) : (
          <Loaded query={preview} skeleton={<LoadingRows rows={4} />}>
            {({ refusals, observations, weights }) => (
              <Stack gap="sm">
                <Findings findings={refusals} title={t('bylaws.refusals')} fine={t('bylaws.fine')} />
                {observations.length > 0 && (
                  <Findings
                    findings={observations}
                    title={t('bylaws.observations')}
                    fine={t('colleges.fine')}
                  />
                )}
                <WeightsPicture weights={weights} />
                <WeightsTable weights={weights} />
              </Stack>
            )}
          </Loaded>
        )}
      </div>
    </Section>
  );
}
