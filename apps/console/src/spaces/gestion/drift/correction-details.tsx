import { Anchor, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { say, useLanguage, writeAmount } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { Explained } from '../../../ui/explained';
import { amountOf, centsOf, sumOf } from '../../../i18n/amounts';
import { Notice } from '../runs/notice';
import { words } from './texts';

type Correction = Schema<'CorrectionView'>;
type Effect = Schema<'CorrectionEffectView'>;
type Document = Schema<'CorrectedDocumentView'>;

/** What a correction issues, or has issued: its sums, its effect line by line, its documents, what it leaves out. */
export function CorrectionDetails({ correction }: { readonly correction: Correction }) {
  return (
    <Stack>
      <Sums correction={correction} />
      <LeftOut correction={correction} />
      <Effects effects={correction.effects} />
      <Documents documents={[...correction.credits, ...correction.rebills]} />
    </Stack>
  );
}

function Sums({ correction: { credits, rebills } }: { readonly correction: Correction }) {
  const t = words.use();
  const language = useLanguage();
  const grossOf = (documents: readonly Document[]) => sumOf(documents.map(({ gross }) => gross));
  const [credited, rebilled] = [grossOf(credits), grossOf(rebills)];
  const amounts = (documents: readonly Document[]) =>
    documents.map(({ gross }) => writeAmount(gross, language)).join(' + ');
  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
      <Sum name={t('correction.credits', { count: credits.length })} of={amountOf(-centsOf(credited))}>
        {t('correction.sumWhence', { amounts: amounts(credits) })}
      </Sum>
      <Sum name={t('correction.rebills', { count: rebills.length })} of={rebilled}>
        {t('correction.sumWhence', { amounts: amounts(rebills) || writeAmount('0', language) })}
      </Sum>
      <Sum name={t('correction.effect')} of={amountOf(centsOf(rebilled) - centsOf(credited))}>
        {t('correction.effectWhence', {
          credits: writeAmount(credited, language),
          rebills: writeAmount(rebilled, language),
        })}
      </Sum>
    </SimpleGrid>
  );
}

function Sum({
  name,
  of,
  children,
}: {
  readonly name: string;
  readonly of: string;
  readonly children: ReactNode;
}) {
  return (
    <Paper withBorder px="md" py="sm">
      <Text size="sm" fw={500}>
        {name}
      </Text>
      <Explained name={name} explanation={() => children}>
        <Text span size="xl" fw={600}>
          <Amount of={of} />
        </Text>
      </Explained>
    </Paper>
  );
}

function LeftOut({ correction: { blocked, uncredited } }: { readonly correction: Correction }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <>
      {blocked.length > 0 && (
        <Notice
          tone="held"
          word={t('correction.left')}
          title={t('correction.blocked', { count: blocked.length })}
        >
          <Text size="sm">{t('correction.blockedText')}</Text>
          <List size="sm">
            {blocked.map(({ client, net, controls }, index) => (
              <List.Item key={`${client}${index}`}>
                {t('correction.blockedFor', { client, net: writeAmount(net, language) })} –{' '}
                {controls.map(({ sentence }) => say(sentence, language)).join(' ')}
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      {uncredited.length > 0 && (
        <Notice
          tone="held"
          word={t('correction.left')}
          title={t('correction.uncredited', { count: uncredited.length })}
        >
          <List size="sm">
            {uncredited.map(({ invoice, sentence }) => (
              <List.Item key={invoice}>
                <Anchor component={Link} to={`/gestion/factures/${invoice}`} inherit>
                  {say(sentence, language)}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
    </>
  );
}

function Effects({ effects }: { readonly effects: readonly Effect[] }) {
  const t = words.use();
  const language = useLanguage();
  const said = (days: Effect['before']) => days.map(({ sentence }) => say(sentence, language));
  const inWords = (days: Effect['before']) => (
    <Stack gap={4}>
      {said(days).map((sentence) => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
    </Stack>
  );
  const columns: readonly DataColumn<Effect>[] = [
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      isRowHeader: true,
    },
    {
      id: 'line',
      header: t('correction.line'),
      kind: 'text',
      value: ({ line }) => `${line.code} ${line.label}`,
      minWidth: 140,
    },
    {
      id: 'before',
      header: t('correction.before'),
      kind: 'text',
      value: ({ before }) => said(before).join(' '),
      cell: ({ before }) => inWords(before),
      minWidth: 220,
    },
    {
      id: 'after',
      header: t('correction.after'),
      kind: 'text',
      value: ({ after }) => said(after).join(' '),
      cell: ({ after }) => inWords(after),
      minWidth: 220,
    },
  ];
  return (
    <section>
      <Title order={2} mb="xs">
        {t('correction.effects')}
      </Title>
      <DataTable
        name="correction-effects"
        caption={t('correction.effects')}
        exportName={t('exportName', { kind: 'correction' })}
        columns={columns}
        rows={effects}
        rowKey={({ line }) => line.id}
        empty={null}
      />
    </section>
  );
}

function Documents({ documents }: { readonly documents: readonly Document[] }) {
  const t = words.use();
  const columns: readonly DataColumn<Document>[] = [
    {
      id: 'type',
      header: t('correction.type'),
      kind: 'text',
      value: ({ type }) => (type === 'creditNote' ? t('correction.creditNote') : t('correction.invoice')),
      isRowHeader: true,
    },
    { id: 'client', header: t('client'), kind: 'text', value: ({ client }) => client },
    {
      id: 'credited',
      header: t('correction.credited'),
      kind: 'text',
      value: ({ credited }) => credited,
      wideOnly: true,
    },
    {
      id: 'number',
      header: t('correction.number'),
      kind: 'text',
      value: ({ number }) => number,
      cell: ({ number, invoice }) =>
        number !== null &&
        invoice !== null && (
          <Anchor component={Link} to={`/gestion/factures/${invoice}`} size="sm" className="nowrap">
            {number}
          </Anchor>
        ),
      hiddenAtFirst: documents.every(({ number }) => number === null),
    },
    { id: 'net', header: t('correction.net'), kind: 'amount', value: ({ net }) => net },
    { id: 'gross', header: t('correction.gross'), kind: 'amount', value: ({ gross }) => gross },
  ];
  return (
    <section>
      <Title order={2} mb="xs">
        {t('correction.documents')}
      </Title>
      <DataTable
        name="correction-documents"
        caption={t('correction.documents')}
        exportName={t('exportName', { kind: 'documents' })}
        columns={columns}
        rows={documents}
        rowKey={(document) => documents.indexOf(document)}
        empty={null}
      />
    </section>
  );
}
