import { Button, Group, Paper, Select, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { centsOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount, writeMonth } from '../../../i18n/format';
import { typedOf } from '../contracts/decimal';
import { Amount } from '../../../ui/amount';
import { Dialogue } from '../../../ui/dialogue';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { basisPointsOf } from './scheme-form';
import { words } from './texts';

type Rate = Schema<'DocumentRateView'>;

/** A rate for a document that has none, another rate, or the scheme again. */
export type RateAct = { readonly kind: 'new' } | { readonly kind: 'change' | 'end'; readonly rate: Rate };

interface DocumentRateDialogueProps {
  readonly act: RateAct;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

const SHORTEST_REASON = 5;
const PAUSE_MS = 300;

/** What it would move of open months is shown before it is kept; what is closed stays. */
export function DocumentRateDialogue({ act, onDone, onClose }: DocumentRateDialogueProps) {
  const t = words.use();
  const language = useLanguage();
  const known = act.kind === 'new' ? null : act.rate;
  const [document, setDocument] = useState<{ id: number; number: string } | null>(
    known && { id: known.invoice, number: known.number },
  );
  const [typed, setTyped] = useState(known ? typedOf(String(known.rateBasisPoints / 100), language) : '');
  const [reason, setReason] = useState('');
  const rateBasisPoints = act.kind === 'end' ? null : basisPointsOf(typed);
  const isTyped = document !== null && (act.kind === 'end' || rateBasisPoints !== null);
  const save = api.useMutation('put', '/api/contribution-document-rates/{invoice}', {
    onSuccess: () => {
      tell(t(act.kind === 'end' ? 'rate.ended' : 'rate.saved', { number: document?.number ?? '' }));
      onDone();
      onClose();
    },
  });
  const title =
    act.kind === 'end'
      ? t('rate.endTitle', { number: act.rate.number })
      : act.kind === 'change'
        ? t('rate.changeOf', { number: act.rate.number })
        : t('rate.newTitle');
  const canSave = isTyped && reason.trim().length >= SHORTEST_REASON;
  return (
    <Dialogue onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!canSave) return;
          const body = { rateBasisPoints, reason: reason.trim() };
          save.mutate({ params: { path: { invoice: document.id } }, body });
        }}
      >
        <Stack>
          <Text size="sm">{t(act.kind === 'end' ? 'rate.endText' : 'rate.text')}</Text>
          {act.kind === 'new' && <DocumentSelect onChoose={setDocument} />}
          {act.kind !== 'end' && (
            <TextInput
              required
              label={t('rate.rate')}
              inputMode="decimal"
              rightSection="%"
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          )}
          <TextInput
            required
            label={t('rate.reason')}
            description={t('rate.reasonHint')}
            maxLength={500}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          {isTyped && <Preview invoice={document.id} rateBasisPoints={rateBasisPoints} />}
          <ProblemNotice error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('rate.cancel')}
            </Button>
            <Button type="submit" disabled={!canSave} loading={save.isPending}>
              {t(act.kind === 'end' ? 'rate.end' : 'rate.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialogue>
  );
}

interface DocumentSelectProps {
  readonly onChoose: (document: { id: number; number: string } | null) => void;
}

/** Found by its number or its client, among documents of all issuers. */
function DocumentSelect({ onChoose }: DocumentSelectProps) {
  const t = words.use();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked] = useDebouncedValue(search, PAUSE_MS);
  const found = api.useQuery(
    'get',
    '/api/invoices',
    { params: { query: { search: asked || undefined, limit: 20 } } },
    { placeholderData: keepPreviousData },
  );
  const documents = found.data?.invoices ?? [];
  return (
    <Select
      required
      searchable
      data-autofocus
      label={t('rate.document')}
      description={t('rate.documentHint')}
      nothingFoundMessage={t('rate.noDocument')}
      data={documents.map(({ id, number, client }) => ({
        value: String(id),
        label: `${number}, ${client.name}`,
      }))}
      // The API has searched already, in more than the label.
      filter={({ options }) => options}
      value={chosen}
      onChange={(value) => {
        setChosen(value);
        onChoose(documents.find(({ id }) => String(id) === value) ?? null);
      }}
      searchValue={search}
      onSearchChange={setSearch}
    />
  );
}

interface PreviewProps {
  readonly invoice: number;
  readonly rateBasisPoints: number | null;
}

function Preview({ invoice, rateBasisPoints }: PreviewProps) {
  const t = words.use();
  const language = useLanguage();
  const [asked] = useDebouncedValue(rateBasisPoints, PAUSE_MS);
  const { data, error } = api.useQuery(
    'post',
    '/api/contribution-document-rate-previews',
    { body: { invoice, rateBasisPoints: asked } },
    { placeholderData: keepPreviousData },
  );
  return (
    <Paper withBorder p="sm" radius="md" role="status">
      <Title order={3} size="h5" mb={6}>
        {t('rate.preview')}
      </Title>
      <ProblemNotice error={error} />
      {!data && !error && <Skeleton height={56} />}
      {data && data.months.length === 0 && <Text size="sm">{t('rate.nothing')}</Text>}
      {data && data.months.length > 0 && <MovedMonths months={data.months} />}
      {data && centsOf(data.closed) !== 0n && (
        <Text size="xs" c="dimmed" mt={6}>
          {t('rate.closed', { amount: writeAmount(data.closed, language) })}
        </Text>
      )}
    </Paper>
  );
}

function MovedMonths({ months }: { readonly months: readonly Schema<'MovedMonthView'>[] }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Table verticalSpacing={4} fz="sm">
      <caption className="visually-hidden">{t('rate.preview')}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('rate.activity')}</Table.Th>
          <Table.Th scope="col">{t('rate.month')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('rate.today')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('rate.after')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {months.map(({ activity, month, kept, supposed }) => (
          <Table.Tr key={`${activity} ${month}`}>
            <Table.Th scope="row" fw={400}>
              {activity}
            </Table.Th>
            <Table.Td>{writeMonth(month, language)}</Table.Td>
            <Table.Td ta="right">
              <Amount of={kept} />
            </Table.Td>
            <Table.Td ta="right" fw={600}>
              <Amount of={supposed} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
