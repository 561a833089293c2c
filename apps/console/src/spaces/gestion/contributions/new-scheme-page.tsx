import {
  Button,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeMonth } from '../../../i18n/format';
import { helpBelow } from '../../../ui/help-below';
import { Page } from '../../../ui/page';
import { today } from '../../../api/today';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { BandsPicture } from './bands-picture';
import { FLAT_RATE, termsOf, type TypedScheme, typedScheme } from './scheme-form';
import { SchemeFields } from './scheme-fields';
import { standingsOf } from './scheme-versions';
import { words } from './texts';

const SchemePreview = lazy(() => import('./scheme-preview'));

const thisMonth = () => `${today().slice(0, 7)}-01`;
/** A pause in typing, after which the preview is asked. */
const PAUSE_MS = 400;
const SHORTEST_REASON = 5;
const NOTHING_TYPED: Schema<'SchemeTermsInput'> = { basis: 'collected', bands: [] };

interface Wish {
  readonly issuer: string;
  /** Empty for all activities. */
  readonly activity: string;
  readonly from: string;
  readonly reason: string;
}

/** A new version: what is in force is proposed, and what the change would have done is drawn before it is kept. */
export function NewSchemePage() {
  const t = words.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [wish, setWish] = useState<Wish>({
    issuer: params.get('emetteur') ?? '',
    activity: '',
    from: thisMonth(),
    reason: '',
  });
  const [scheme, setScheme] = useState<TypedScheme>(FLAT_RATE);
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const terms = useMemo(() => termsOf(scheme), [scheme]);
  useSchemeInForce(wish, (known) => setScheme(typedScheme(known, language)));
  const parties = {
    issuer: Number(wish.issuer),
    activity: wish.activity === '' ? null : Number(wish.activity),
  };
  const save = api.useMutation('post', '/api/contribution-schemes', {
    onSuccess: ({ from, issuer }) => {
      tell(t('form.saved', { month: writeMonth(from, language) }));
      void navigate(`/gestion/contributions/baremes?emetteur=${issuer}`);
    },
  });
  const reason = wish.reason.trim();
  const canSave = terms !== null && wish.issuer !== '' && reason.length >= SHORTEST_REASON;
  return (
    <Page
      title={t('form.title')}
      lead={t('form.lead')}
      above={[
        { to: '/gestion/contributions', label: t('title') },
        { to: '/gestion/contributions/baremes', label: t('scheme.title') },
      ]}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canSave) save.mutate({ body: { ...parties, from: wish.from, terms, reason } });
        }}
      >
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
          <Paper withBorder p="md" radius="md">
            <Stack gap="sm">
              <Parties wish={wish} onChange={change} />
              <SchemeFields scheme={scheme} onChange={setScheme} />
              <TextInput
                label={t('form.reason')}
                description={t('form.reasonHint')}
                required
                maxLength={500}
                value={wish.reason}
                onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
                {...helpBelow}
              />
              <ProblemNotice error={save.error} />
              <Group justify="flex-end">
                <Button type="submit" disabled={!canSave} loading={save.isPending}>
                  {t('form.save')}
                </Button>
              </Group>
            </Stack>
          </Paper>
          <Preview parties={parties} terms={terms} />
        </SimpleGrid>
      </form>
    </Page>
  );
}

/** Proposes what is in force for whom the scheme is, once for each of them. */
function useSchemeInForce(
  { issuer, activity }: Wish,
  propose: (terms: Schema<'SchemeTermsView'>) => void,
): void {
  const known = api.useQuery(
    'get',
    '/api/contribution-schemes',
    { params: { query: { issuer: Number(issuer) } } },
    { enabled: issuer !== '' },
  );
  useEffect(() => {
    const inForce = standingsOf(known.data ?? [], today()).filter(({ standing }) => standing === 'now');
    const own = inForce.find(({ version }) => String(version.activity ?? '') === activity);
    const common = inForce.find(({ version }) => version.activity === null);
    const terms = own?.version.terms ?? common?.version.terms;
    if (terms) propose(terms);
  }, [known.data, issuer, activity]);
}

interface PartiesProps {
  readonly wish: Wish;
  readonly onChange: (part: Partial<Wish>) => void;
}

function Parties({ wish, onChange }: PartiesProps) {
  const t = words.use();
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  const activities = api.useQuery('get', '/api/activities', { params: { query: { size: 500 } } });
  const named = (items: readonly { id: number; name: string }[] = []) =>
    items.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <>
      <Select
        label={t('form.issuer')}
        required
        value={wish.issuer || null}
        onChange={(issuer) => onChange({ issuer: issuer ?? '' })}
        data={named(issuers.data?.items)}
        allowDeselect={false}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('form.activity')}
          value={wish.activity}
          onChange={(activity) => onChange({ activity: activity ?? '' })}
          data={[{ value: '', label: t('form.allActivities') }, ...named(activities.data?.items)]}
          allowDeselect={false}
        />
        <MonthPickerInput
          label={t('form.from')}
          required
          value={wish.from}
          onChange={(from) => onChange({ from: from ? `${from.slice(0, 7)}-01` : thisMonth() })}
          valueFormat="MMMM YYYY"
        />
      </SimpleGrid>
    </>
  );
}

interface PreviewProps {
  readonly parties: { readonly issuer: number; readonly activity: number | null };
  readonly terms: Schema<'SchemeTermsInput'> | null;
}

function Preview({ parties, terms }: PreviewProps) {
  const t = words.use();
  const [asked] = useDebouncedValue(terms, PAUSE_MS);
  const { data, error, isFetching } = api.useQuery(
    'post',
    '/api/contribution-scheme-previews',
    { body: { ...parties, terms: asked ?? NOTHING_TYPED } },
    { enabled: asked !== null && parties.issuer > 0, placeholderData: keepPreviousData },
  );
  return (
    <Paper withBorder p="md" radius="md">
      <Title order={2} size="h4">
        {t('form.preview')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t(terms ? 'form.previewHint' : 'form.incomplete')}
      </Text>
      {terms && terms.bands.length > 1 && <BandsPicture bands={terms.bands} />}
      <ProblemNotice error={error} />
      <Suspense fallback={<Skeleton height={230} />}>
        {data && terms ? <SchemePreview months={data} /> : isFetching && <Skeleton height={230} />}
      </Suspense>
    </Paper>
  );
}
