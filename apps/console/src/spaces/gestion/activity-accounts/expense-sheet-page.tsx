import { Alert, Button, Group, Image, Paper, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay, useWho } from '../../../app/session/who';
import { useLanguage, writeAmount } from '../../../i18n/format';
import { Distance, Receipt, SheetActs, SheetState } from '../../../ui/activity-account/sheet-parts';
import { sheetWords } from '../../../ui/activity-account/sheet-texts';
import { Amount } from '../../../ui/amount';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { ProblemNotice } from '../../../ui/problem-notice';
import { tell } from '../../../ui/tell';
import { DayText } from '../../../ui/when';
import classes from './expense-sheet-page.module.css';
import { RefusalDialogue, ReimbursementDialogue } from './sheet-dialogues';
import { words } from './texts';

type Sheet = Schema<'ExpenseSheetView'>;
type Line = Schema<'ExpenseLineView'>;

/** One sheet to decide: its lines on the left, the receipt of the chosen line beside. */
export function ExpenseSheetPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const query = api.useQuery('get', '/api/expense-sheets/{id}', { params: { path: { id } } });
  const sheet = query.data;
  return (
    <Page
      title={sheet?.title ?? t('sheets.title')}
      lead={sheet && `${sheet.enteredBy.name} · ${sheet.activity.name}`}
      above={[
        { to: '/gestion/comptes', label: t('title') },
        { to: '/gestion/comptes/frais', label: t('sheets.title') },
      ]}
    >
      <Loaded query={query}>
        {(found) => <SheetOf sheet={found} onChanged={() => void query.refetch()} />}
      </Loaded>
    </Page>
  );
}

interface SheetOfProps {
  readonly sheet: Sheet;
  readonly onChanged: () => void;
}

function SheetOf({ sheet, onChanged }: SheetOfProps) {
  const t = words.use();
  const withReceipt = sheet.lines.filter(({ receipt }) => receipt !== null);
  const [chosen, setChosen] = useState<number | null>(withReceipt[0]?.id ?? null);
  const line = withReceipt.find(({ id }) => id === chosen);
  return (
    <Stack gap="md">
      <Group gap="sm">
        <SheetState state={sheet.state} />
        <SheetActs acts={sheet.acts} />
      </Group>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <Stack gap="md">
          <Lines sheet={sheet} chosen={chosen} onChoose={setChosen} />
          <Acts sheet={sheet} onChanged={onChanged} />
        </Stack>
        <section aria-label={t('sheets.receipts')}>
          {line ? <BigReceipt line={line} /> : <Text c="dimmed">{t('sheets.noReceipts')}</Text>}
        </section>
      </SimpleGrid>
    </Stack>
  );
}

/** The picture itself, or the PDF where the browser shows PDFs; a link in any case. */
function BigReceipt({ line }: { readonly line: Line }) {
  const said = sheetWords.use();
  const address = `/api/expense-receipts/${line.receipt!.id}`;
  const name = said('receiptOf', { label: line.label });
  const isPdf = line.receipt!.mediaType === 'application/pdf';
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {name}
      </Title>
      {!isPdf && <Image src={address} alt={name} className={classes.picture} fit="contain" />}
      {isPdf && navigator.pdfViewerEnabled && <iframe className={classes.frame} src={address} title={name} />}
      <Receipt line={isPdf ? line : { ...line, receipt: null }} from="/api/expense-receipts" />
    </Stack>
  );
}

interface LinesProps {
  readonly sheet: Sheet;
  readonly chosen: number | null;
  readonly onChoose: (line: number) => void;
}

function Lines({ sheet, chosen, onChoose }: LinesProps) {
  const t = words.use();
  const said = sheetWords.use();
  const language = useLanguage();
  return (
    <Paper withBorder p="sm" component="section" aria-label={said('lines')}>
      <Table.ScrollContainer minWidth={480} type="native">
        <Table fz="sm" verticalSpacing={6}>
          <caption className="visually-hidden">{said('lines')}</caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{said('label')}</Table.Th>
              <Table.Th scope="col">{said('day')}</Table.Th>
              <Table.Th scope="col" className={classes.net}>
                {said('gross')}
              </Table.Th>
              <Table.Th scope="col" className={classes.net}>
                {said('vat')}
              </Table.Th>
              <Table.Th scope="col">{said('receipt')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sheet.lines.map((line) => (
              <Table.Tr
                key={line.id}
                bg={line.id === chosen ? 'var(--mantine-color-default-hover)' : undefined}
              >
                <Table.Th scope="row" fw={500}>
                  {line.label}
                  <Text size="xs" c="dimmed">
                    {said(`kinds.${line.kind}`)} <Distance line={line} />
                  </Text>
                </Table.Th>
                <Table.Td>
                  <DayText of={line.spentOn} />
                </Table.Td>
                <Table.Td className={classes.net}>
                  <Amount of={line.gross} />
                </Table.Td>
                <Table.Td className={classes.net}>
                  <Amount of={line.vat} />
                </Table.Td>
                <Table.Td>
                  {line.receipt && (
                    <Button
                      size="compact-sm"
                      variant={line.id === chosen ? 'light' : 'default'}
                      aria-pressed={line.id === chosen}
                      aria-label={t('sheets.choose', { label: line.label })}
                      onClick={() => onChoose(line.id)}
                    >
                      {said('receipt')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text fw={600} mt="xs">
        {said('total', { gross: writeAmount(sheet.gross, language), vat: writeAmount(sheet.vat, language) })}
      </Text>
      {sheet.lines.some(({ kind }) => kind === 'mileage') && (
        <Text size="sm" c="dimmed">
          {t('sheets.scale')}
        </Text>
      )}
    </Paper>
  );
}

function Acts({ sheet, onChanged }: SheetOfProps) {
  const t = words.use();
  const mayWrite = useMay('administrator', 'accountant');
  const isOwn = useWho().accountId === sheet.enteredBy.id;
  const [asks, setAsks] = useState<'refusal' | 'reimbursement' | null>(null);
  const approve = api.useMutation('post', '/api/expense-sheets/{id}/approval', {
    onSuccess: () => {
      tell(t('sheets.approved'));
      onChanged();
    },
  });
  if (!mayWrite) return null;
  return (
    <Stack gap="sm">
      <ProblemNotice error={approve.error} />
      {sheet.state === 'submitted' && isOwn && <Alert color="yellow">{t('sheets.own')}</Alert>}
      <Group>
        {sheet.state === 'submitted' && (
          <>
            <Button
              leftSection={<IconCheck size={16} aria-hidden />}
              disabled={isOwn}
              loading={approve.isPending}
              onClick={() => approve.mutate({ params: { path: { id: sheet.id } } })}
            >
              {t('sheets.approve')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconX size={16} aria-hidden />}
              onClick={() => setAsks('refusal')}
            >
              {t('sheets.refuse')}
            </Button>
          </>
        )}
        {sheet.state === 'approved' && (
          <Button onClick={() => setAsks('reimbursement')}>{t('sheets.reimburse')}</Button>
        )}
      </Group>
      {asks === 'refusal' && (
        <RefusalDialogue sheet={sheet} onDone={onChanged} onClose={() => setAsks(null)} />
      )}
      {asks === 'reimbursement' && (
        <ReimbursementDialogue sheet={sheet} onDone={onChanged} onClose={() => setAsks(null)} />
      )}
    </Stack>
  );
}
