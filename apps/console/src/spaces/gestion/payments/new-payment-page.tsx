import {
  Alert,
  Button,
  Grid,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconBuildingBank } from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api } from '../../../api/api';
import { problemOf } from '../../../api/problem';
import { amountOf } from '../../../i18n/amounts';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { DayInput } from '../../../ui/day-input/day-input';
import { helpBelow } from '../../../ui/help-below';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { today } from '../../../api/today';
import { ProblemNotice } from '../../../ui/problem-notice';
import { SearchInput } from '../../../ui/search-input';
import { tell } from '../../../ui/tell';
import { typedOf } from '../contracts/decimal';
import { useIdempotencyKey } from '../invoices/credit/idempotency-key';
import { MEANS, type Means } from './means';
import { OpenDocuments } from './open-documents';
import { type Payer, PayerFields } from './payer-fields';
import { words } from './texts';
import { type Chosen, faultOf, isBeyond, type OpenDocument, restOf, sumOfParts, typedAmount } from './wish';

interface Wish {
  readonly chosen: readonly Chosen[];
  /** As it is typed; null: nothing was, and it is the sum of what is chosen. */
  readonly amount: string | null;
  readonly receivedOn: string | null;
  readonly means: Means;
  readonly reference: string;
  readonly note: string;
  readonly arrivedWith: number | null;
  /** Where it is on account, without an invoice. */
  readonly payer: Payer | null;
}

/** A payment in a few keys: three letters, Enter, Enter. */
export function NewPaymentPage() {
  const t = words.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [search, setSearch] = useState(params.get('recherche') ?? '');
  const [wish, setWish] = useState<Wish>(() => ({
    chosen: [],
    amount: null,
    receivedOn: today(),
    means: 'transfer',
    reference: '',
    note: '',
    arrivedWith: null,
    payer: null,
  }));
  const change = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));
  const { chosen } = wish;
  const found = api.useQuery(
    'get',
    '/api/payments/open-documents',
    { params: { query: { search } } },
    { enabled: search !== '', placeholderData: keepPreviousData },
  );
  // The address of an invoice names it: it is chosen at once.
  const [named, setNamed] = useState(params.get('recherche'));
  useEffect(() => {
    const only = found.data?.find(({ number }) => number === named);
    if (!only) return;
    setNamed(null);
    change({ chosen: [{ document: only, part: typedOf(only.balance, language) }] });
  }, [found.data, named]);
  const proposed = chosen.length === 0 ? '' : typedOf(sumOfParts(chosen) ?? '', language);
  const amount = wish.amount ?? proposed;
  const rest = restOf(amount, chosen);
  const record = useRecord({ ...wish, amount }, (payment) => {
    const told = { code: payment.code, amount: writeAmount(payment.amount, language) };
    tell(t('form.saved', { ...told, client: payment.client.name }));
    void navigate(`/gestion/encaissements/${payment.id}`);
  });
  const first = chosen[0]?.document;
  const joins = (document: OpenDocument) =>
    !first || (document.client.id === first.client.id && document.issuer.id === first.issuer.id);
  const isPayerKnown =
    wish.payer === null ? first !== undefined : wish.payer.client !== null && wish.payer.issuer !== null;
  const canRecord =
    isPayerKnown &&
    rest !== null &&
    typedAmount(amount) !== '0.00' &&
    !isBeyond(amount, rest) &&
    chosen.every((each) => faultOf(each) === null) &&
    wish.receivedOn !== null;
  const chooseFirst = () => {
    const next = found.data?.find(
      (document) => joins(document) && !chosen.some((each) => each.document.id === document.id),
    );
    if (next) change({ chosen: [...chosen, { document: next, part: typedOf(next.balance, language) }] });
  };
  return (
    <Page
      title={t('form.title')}
      lead={t('form.lead')}
      above={[{ to: '/gestion/encaissements', label: t('title') }]}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (canRecord) record.send(false);
        }}
      >
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 7 }}>
            <Paper withBorder p="md" radius="md">
              <Stack gap="sm">
                {wish.payer ? (
                  <PayerFields payer={wish.payer} onChange={(payer) => change({ payer })} />
                ) : (
                  <>
                    <SearchInput
                      label={t('form.find')}
                      value={search}
                      onSearch={setSearch}
                      autoFocus
                      onKeyDown={(event) => {
                        if (event.key !== 'Enter') return;
                        event.preventDefault();
                        chooseFirst();
                      }}
                    />
                    {search === '' && chosen.length === 0 ? (
                      <Text size="sm" c="dimmed">
                        {t('form.type')}
                      </Text>
                    ) : (
                      <Loaded query={found}>
                        {(documents) =>
                          documents.length === 0 && chosen.length === 0 ? (
                            <Text size="sm" c="dimmed">
                              {t('form.none')}
                            </Text>
                          ) : (
                            <OpenDocuments
                              documents={documents}
                              chosen={chosen}
                              joins={joins}
                              onChange={(next) => change({ chosen: next })}
                            />
                          )
                        }
                      </Loaded>
                    )}
                    <Text size="xs" c="dimmed">
                      {first ? t('form.otherClient', { client: first.client.name }) : t('form.openHint')}
                    </Text>
                    {!first && (
                      <Group>
                        <Button
                          variant="subtle"
                          size="compact-sm"
                          onClick={() => change({ payer: { issuer: null, client: null } })}
                        >
                          {t('form.onAccount')}
                        </Button>
                      </Group>
                    )}
                  </>
                )}
              </Stack>
            </Paper>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 5 }}>
            <Paper withBorder p="md" radius="md">
              <Stack gap="sm">
                <Title order={2} size="h4">
                  {t('form.payment')}
                </Title>
                <PaymentFields wish={{ ...wish, amount }} onChange={change} />
                {first?.issuer.outside && (
                  <ArrivedWith document={first} wish={{ ...wish, amount }} onChange={change} />
                )}
                <Remainder amount={amount} rest={rest} chosen={chosen.length} />
                <Refusal error={record.error} onAnother={() => record.send(true)} />
                <Group justify="flex-end">
                  <Button type="submit" disabled={!canRecord} loading={record.isPending}>
                    {t('form.save')}
                  </Button>
                </Group>
              </Stack>
            </Paper>
          </Grid.Col>
        </Grid>
      </form>
    </Page>
  );
}

/** A wish whose amount is said, typed or proposed. */
interface WholeWish extends Wish {
  readonly amount: string;
}

function useRecord(
  wish: WholeWish,
  onDone: (payment: { id: number; code: string; amount: string; client: { name: string } }) => void,
) {
  const record = api.useMutation('post', '/api/payments', { onSuccess: onDone });
  const first = wish.chosen[0]?.document;
  const body = {
    ...(first ? { issuer: first.issuer.id, client: first.client.id } : {}),
    ...(wish.payer ? { issuer: wish.payer.issuer ?? 0, client: wish.payer.client ?? 0 } : {}),
    ...(wish.arrivedWith === null ? {} : { arrivedWith: wish.arrivedWith }),
    receivedOn: wish.receivedOn ?? '',
    amount: typedAmount(wish.amount) ?? '',
    means: wish.means,
    reference: wish.reference.trim(),
    note: wish.note.trim() || null,
    allocations: wish.chosen.map(({ document, part }) => ({
      invoice: document.id,
      amount: typedAmount(part) ?? '',
    })),
  };
  const key = useIdempotencyKey(body);
  const send = (another: boolean) =>
    record.mutate({
      headers: { 'Idempotency-Key': another ? `${key}-2` : key },
      body: another ? { ...body, another } : body,
    });
  return { send, error: record.error, isPending: record.isPending };
}

interface FieldsProps {
  readonly wish: WholeWish;
  readonly onChange: (part: Partial<Wish>) => void;
}

function PaymentFields({ wish, onChange }: FieldsProps) {
  const t = words.use();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          label={t('form.amount')}
          description={t('form.amountHint')}
          inputMode="decimal"
          required
          value={wish.amount}
          error={wish.amount !== '' && typedAmount(wish.amount) === null && t('form.wrongAmount')}
          onChange={({ currentTarget }) => onChange({ amount: currentTarget.value })}
          {...helpBelow}
        />
        <DayInput
          label={t('form.receivedOn')}
          required
          value={wish.receivedOn}
          maxDate={today()}
          onChange={(receivedOn) => onChange({ receivedOn })}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('form.means')}
          data={MEANS.map((means) => ({ value: means, label: t(`meansOf.${means}`) }))}
          value={wish.means}
          onChange={(means) => onChange({ means: (means ?? 'transfer') as Means })}
          allowDeselect={false}
        />
        <TextInput
          label={t('form.reference')}
          description={t('form.referenceHint')}
          maxLength={140}
          value={wish.reference}
          onChange={({ currentTarget }) => onChange({ reference: currentTarget.value })}
          {...helpBelow}
        />
      </SimpleGrid>
      <TextInput
        label={t('form.note')}
        maxLength={500}
        value={wish.note}
        onChange={({ currentTarget }) => onChange({ note: currentTarget.value })}
      />
    </>
  );
}

/** What is paid to an outside CAE is its own; a person says on whose account it arrived. */
function ArrivedWith({ document, wish, onChange }: FieldsProps & { readonly document: OpenDocument }) {
  const t = words.use();
  const issuers = api.useQuery('get', '/api/issuers', { params: { query: { size: 500 } } });
  return (
    <Alert color="yellow" icon={<IconBuildingBank aria-hidden />}>
      <Text size="sm" mb="xs">
        {t('form.outside', { issuer: document.issuer.name })}
      </Text>
      <Select
        label={t('form.arrivedWith')}
        data={(issuers.data?.items ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(wish.arrivedWith ?? document.issuer.id)}
        onChange={(id) => onChange({ arrivedWith: id === null ? null : Number(id) })}
        allowDeselect={false}
      />
    </Alert>
  );
}

interface RemainderProps {
  readonly amount: string;
  readonly rest: bigint | null;
  readonly chosen: number;
}

function Remainder({ amount, rest, chosen }: RemainderProps) {
  const t = words.use();
  const language = useLanguage();
  if (rest === null || chosen === 0) return null;
  if (isBeyond(amount, rest)) {
    return (
      <Text size="sm" c="red" role="status">
        {t('form.beyond', { amount: writeAmount(amountOf(rest < 0n ? -rest : rest), language) })}
      </Text>
    );
  }
  return (
    <Text size="sm" role="status">
      {rest === 0n ? t('form.exact') : t('form.rest', { amount: writeAmount(amountOf(rest), language) })}
    </Text>
  );
}

/** The same payment again is refused; a person may know that it is another one. */
function Refusal({ error, onAnother }: { readonly error: unknown; readonly onAnother: () => void }) {
  const t = words.use();
  if (!error) return null;
  return (
    <>
      <ProblemNotice error={error} />
      {problemOf(error).code === 'TREASURY.ALREADY_RECORDED' && (
        <Button variant="default" onClick={onAnother}>
          {t('form.another')}
        </Button>
      )}
    </>
  );
}
