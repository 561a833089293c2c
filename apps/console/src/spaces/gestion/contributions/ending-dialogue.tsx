import { Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import { useId } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { today } from '../../../api/today';
import { useLanguage, writeMonth } from '../../../i18n/format';
import { Dialogue } from '../../../ui/dialogue';
import { helpBelow } from '../../../ui/help-below';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import type { Version } from './scheme-versions';
import { words } from './texts';

const SchemePreview = lazy(() => import('./scheme-preview'));

const SHORTEST_REASON = 5;

interface EndingDialogueProps {
  /** An activity's own scheme. */
  readonly version: Version;
  readonly activity: string;
  /** Of all activities of its issuer; null where there is none. */
  readonly common: Schema<'SchemeTermsView'> | null;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** An activity goes back to the scheme of all, after a look at what that would have kept of it. */
export function EndingDialogue({ version, activity, common, onDone, onClose }: EndingDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const id = useId();
  const [from, setFrom] = useState<string | null>(`${today().slice(0, 7)}-01`);
  const [reason, setReason] = useState('');
  const { issuer } = version;
  const end = api.useMutation('post', '/api/contribution-schemes', {
    onSuccess: (ended) => {
      tell(t('ending.saved', { month: writeMonth(ended.from, language) }));
      onDone();
      onClose();
    },
  });
  const canSave = from !== null && reason.trim().length >= SHORTEST_REASON;
  return (
    <Dialogue onClose={onClose} title={t('ending.title', { activity })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSave) return;
          const body = { issuer, activity: version.activity, terms: null, reason: reason.trim() };
          end.mutate({ body: { ...body, from: `${from.slice(0, 7)}-01` } });
        }}
      >
        <Stack>
          <Text size="sm">{t('ending.text')}</Text>
          <MonthPickerInput
            required
            label={t('form.from')}
            id={id}
            popoverProps={{ id }}
            value={from}
            onChange={setFrom}
            valueFormat="MMMM YYYY"
          />
          <TextInput
            required
            label={t('form.reason')}
            description={t('form.reasonHint')}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            {...helpBelow}
          />
          {common && version.activity !== null && (
            <Preview parties={{ issuer, activity: version.activity }} terms={common} />
          )}
          <ProblemNotice error={end.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ending.cancel')}
            </Button>
            <Button type="submit" disabled={!canSave} loading={end.isPending}>
              {t('ending.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

interface PreviewProps {
  readonly parties: { readonly issuer: number; readonly activity: number };
  readonly terms: Schema<'SchemeTermsView'>;
}

function Preview({ parties, terms }: PreviewProps) {
  const t = words.use();
  const { basis, bands, minimum, reversalBasisPoints, nature } = terms;
  const asked = {
    basis,
    bands: [...bands],
    minimum,
    reversalBasisPoints,
    ...(nature && { nature }),
  };
  const { data, error } = api.useQuery('post', '/api/contribution-scheme-previews', {
    body: { ...parties, terms: asked },
  });
  return (
    <section aria-label={t('ending.preview')}>
      <Title order={3} size="h5">
        {t('ending.preview')}
      </Title>
      <Text size="xs" c="dimmed">
        {t('form.previewHint')}
      </Text>
      <ProblemNotice error={error} />
      <Suspense fallback={<Skeleton height={230} />}>
        {data ? <SchemePreview months={data} /> : <Skeleton height={230} />}
      </Suspense>
    </section>
  );
}
