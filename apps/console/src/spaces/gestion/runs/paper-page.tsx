import { Button, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPrinter } from '@tabler/icons-react';
import { useParams } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { NotFoundPage } from '../../../app/failed-page';
import { say, useLanguage, writeAmount, writeDay, writeNumber, writePeriod } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { InstantText } from '../../../ui/when';
import { sumOf } from '../../../i18n/amounts';
import classes from './paper-page.module.css';
import { DOCUMENT_ORDER, type DocumentState, shortDigest } from './states';
import { words } from './texts';

type Document = Schema<'RunDocumentView'>;

interface Read {
  readonly run: Schema<'RunDetailsView'>;
  readonly documents: readonly Document[];
  readonly held: readonly Schema<'HeldDaysView'>[];
}

const PAGE_SIZE = 200;

async function gather<Row>(
  read: (after: number) => Promise<{ readonly rows: readonly Row[]; readonly next: number | null }>,
): Promise<Row[]> {
  const all: Row[] = [];
  for await (const rows of everyPage<Row, number>(0, read)) all.push(...rows);
  return all;
}

async function readAll(id: number): Promise<Omit<Read, 'run'>> {
  const at = (after: number) => ({
    params: { path: { id }, query: { after: after || undefined, limit: PAGE_SIZE } },
  });
  const documents = await gather<Document>(async (after) => {
    const page = answered(await http.GET('/api/billing-runs/{id}/documents', at(after)));
    return { rows: page.documents, next: page.next };
  });
  const held = await gather<Read['held'][number]>(async (after) => {
    const page = answered(await http.GET('/api/billing-runs/{id}/held', at(after)));
    return { rows: page.held, next: page.next };
  });
  return { documents, held };
}

/** A run is a proposal only until somebody decides on it. */
function useTitle(): (id: number, run: Read['run'] | undefined) => string {
  const t = words.use();
  return (id, run) => (run?.state === 'proposed' ? t('paper.title', { id }) : t('name', { id }));
}

/** A whole proposal on paper: every document by client, with its lines and what the controls say. */
export function PaperPage() {
  const id = Number(useParams()['run']);
  const isNumber = Number.isInteger(id) && id > 0;
  const run = api.useQuery(
    'get',
    '/api/billing-runs/{id}',
    { params: { path: { id } } },
    { enabled: isNumber },
  );
  const read = useQuery({ queryKey: ['paper', id], queryFn: () => readAll(id), enabled: isNumber });
  const t = words.use();
  const titleOf = useTitle();
  if (!isNumber) return <NotFoundPage />;
  return (
    <Page
      title={titleOf(id, run.data)}
      above={[
        { to: '/gestion/campagnes', label: t('title') },
        { to: `/gestion/campagnes/${id}`, label: t('name', { id }) },
      ]}
      actions={
        <Button
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
          disabled={!read.data}
        >
          {t('paper.print')}
        </Button>
      }
    >
      <Loaded query={run}>
        {(found) => <Loaded query={read}>{(rest) => <Paper run={found} {...rest} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function Paper({ run, documents, held }: Read) {
  const t = words.use();
  const language = useLanguage();
  const titleOf = useTitle();
  const clients = new Map<number, Document[]>();
  for (const document of documents) {
    clients.set(document.client.id, [...(clients.get(document.client.id) ?? []), document]);
  }
  return (
    <Stack>
      <Text size="sm">
        {t('page.lead', {
          issuer: run.issuer.name,
          asOf: writeDay(run.asOf, language),
          issueOn: writeDay(run.issueOn, language),
        })}
        {' – '}
        {t('page.digest', { digest: shortDigest(run.digest) })}
        {' – '}
        <InstantText of={run.proposedAt} />
      </Text>
      <Text size="sm">
        {run.counts
          .map(
            ({ state, documents: count, net, gross }) =>
              `${count} ${t(`documentCounts.${state}`, { count })}, ${t('paper.sums', {
                net: writeAmount(net, language),
                gross: writeAmount(gross, language),
              })}`,
          )
          .join(' – ')}
      </Text>
      <div className={classes.scroll} tabIndex={0} role="region" aria-label={titleOf(run.id, run)}>
        <Table className={classes.paper} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('paper.line')}</Table.Th>
              <Table.Th>{t('paper.controls')}</Table.Th>
              <Table.Th ta="right">{t('net')}</Table.Th>
              <Table.Th ta="right">{t('gross')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          {[...clients.values()].map((ofClient) => (
            <ClientRows key={ofClient[0]!.client.id} documents={ofClient} />
          ))}
          <Table.Tfoot>
            {DOCUMENT_ORDER.map((state) => (
              <StateTotal
                key={state}
                state={state}
                documents={documents.filter((document) => document.state === state)}
              />
            ))}
          </Table.Tfoot>
        </Table>
      </div>
      {held.length > 0 && (
        <section>
          <Title order={2} mb="xs">
            {t('paper.heldDays')}
          </Title>
          {held.map(({ position, client, line, days, control }) => (
            <Text key={position} size="sm" className={classes.held}>
              {client.name}, {line.label}, {days.map((each) => writePeriod(each, language)).join(', ')} –{' '}
              {say(control.sentence, language)}
            </Text>
          ))}
        </section>
      )}
      <Text size="sm" mt="lg">
        {t('paper.signature')}
      </Text>
    </Stack>
  );
}

interface StateTotalProps {
  readonly state: DocumentState;
  readonly documents: readonly Document[];
}

/** What is held is never added to what is issued. */
function StateTotal({ state, documents }: StateTotalProps) {
  const t = words.use();
  const language = useLanguage();
  const count = documents.length;
  if (count === 0) return null;
  return (
    <Table.Tr>
      <Table.Th scope="row" colSpan={2}>
        {writeNumber(count, language)} {t(`documentCounts.${state}`, { count })}
      </Table.Th>
      <Table.Td ta="right">
        <Amount of={sumOf(documents.map(({ net }) => net))} />
      </Table.Td>
      <Table.Td ta="right">
        <Amount of={sumOf(documents.map(({ gross }) => gross))} />
      </Table.Td>
    </Table.Tr>
  );
}

function ClientRows({ documents }: { readonly documents: readonly Document[] }) {
  const t = words.use();
  const { client } = documents[0]!;
  return (
    <Table.Tbody className={classes.client}>
      <Table.Tr>
        <Table.Th scope="rowgroup" colSpan={2}>
          {client.name}{' '}
          <Text span size="xs">
            {client.code}, {t('paper.subtotal', { count: documents.length })}
          </Text>
        </Table.Th>
        <Table.Td ta="right" fw={600}>
          <Amount of={sumOf(documents.map(({ net }) => net))} />
        </Table.Td>
        <Table.Td ta="right" fw={600}>
          <Amount of={sumOf(documents.map(({ gross }) => gross))} />
        </Table.Td>
      </Table.Tr>
      {documents.map((document) => (
        <DocumentRow key={document.position} document={document} />
      ))}
    </Table.Tbody>
  );
}

function DocumentRow({ document }: { readonly document: Document }) {
  const t = words.use();
  const language = useLanguage();
  const { lines, controls, state, net, gross } = document;
  return (
    <Table.Tr>
      <Table.Td>
        {lines.map(({ position, label, period }) => (
          <Text key={position} size="sm">
            {label}
            {period && `, ${writePeriod(period, language)}`}
          </Text>
        ))}
      </Table.Td>
      <Table.Td>
        {state !== 'proposed' && (
          <Text size="sm" fw={500}>
            {t(`documentStates.${state}`)}
          </Text>
        )}
        {controls.map(({ code, severity, line, sentence }) => (
          <Text key={`${code}${line}`} size="sm">
            {t(`severities.${severity}`)} – {say(sentence, language)}
          </Text>
        ))}
      </Table.Td>
      <Table.Td ta="right">
        <Amount of={net} />
      </Table.Td>
      <Table.Td ta="right">
        <Amount of={gross} />
      </Table.Td>
    </Table.Tr>
  );
}
