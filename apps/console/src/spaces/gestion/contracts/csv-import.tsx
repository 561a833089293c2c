import { Alert, Button, Card, FileInput, Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { answered, http, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { say, useLanguage, writeNumber } from '../../../i18n/format';
import { texts } from '../../../i18n/texts';
import { ProblemNotice } from '../../../ui/problem-notice';
import { StateBadge } from '../../../ui/state-badge';
import classes from './csv-import.module.css';

type Summary = Schema<'ImportView'>;

/** What can be imported, and where it is sent. */
const ADDRESSES = {
  clients: '/api/imports/clients',
  contracts: '/api/imports/contracts',
  shares: '/api/share-imports',
  'direct-costs': '/api/direct-costs/imports',
  'pay-costs': '/api/pay-costs/imports',
} as const;

type Kind = keyof typeof ADDRESSES;

const sentences = texts(
  'csv-import',
  {
    file: 'Fichier CSV',
    fileHelp: 'Déposez le fichier ici, ou cliquez pour le choisir. 10 Mo au plus.',
    clear: 'Retirer le fichier',
    source: 'Outil d’origine',
    sourceHelp: 'Les références du fichier sont celles de cet outil : le réimporter ne crée rien deux fois',
    preview: 'Lire sans rien enregistrer',
    import: 'Importer',
    created: 'À créer',
    updated: 'À mettre à jour',
    unchanged: 'Déjà là, inchangées',
    refused: 'Refusées',
    createdDone: 'Créées',
    updatedDone: 'Mises à jour',
    previewed: 'Lecture du fichier',
    done: 'Import enregistré',
    read: '{{lines}} lignes lues, {{encoding}}, séparateur « {{delimiter}} ».',
    tab: 'tabulation',
    ignored: 'Colonnes laissées de côté : {{columns}}.',
    allOrNothing:
      'Un fichier est importé en entier ou pas du tout : corrigez ces lignes, puis lisez-le de nouveau. Rien n’a été enregistré.',
    line: 'Ligne',
    reason: 'Motif du refus',
    more_one: 'et {{count}} autre refus',
    more_other: 'et {{count}} autres refus',
    nothing: 'Ce fichier n’apporte rien de nouveau : tout est déjà là.',
    columns: 'Colonnes lues',
    mayNot: 'Seul un administrateur importe.',
  },
  {
    file: 'CSV file',
    fileHelp: 'Drop the file here, or click to choose it. 10 MB at the most.',
    clear: 'Take the file away',
    source: 'Tool it comes from',
    sourceHelp: 'References of the file are those of that tool: importing it again creates nothing twice',
    preview: 'Read without recording anything',
    import: 'Import',
    created: 'To create',
    updated: 'To update',
    unchanged: 'There already, unchanged',
    refused: 'Refused',
    createdDone: 'Created',
    updatedDone: 'Updated',
    previewed: 'What the file holds',
    done: 'Import recorded',
    read: '{{lines}} lines read, {{encoding}}, separator “{{delimiter}}”.',
    tab: 'tab',
    ignored: 'Columns left aside: {{columns}}.',
    allOrNothing:
      'A file is imported whole or not at all: correct these lines, then read it again. Nothing was recorded.',
    line: 'Line',
    reason: 'Why it is refused',
    more_one: 'and {{count}} more refusal',
    more_other: 'and {{count}} more refusals',
    nothing: 'This file brings nothing new: all of it is there already.',
    columns: 'Columns read',
    mayNot: 'Only an administrator imports.',
  },
);

interface Question {
  readonly file: File;
  readonly source: string;
  readonly preview: boolean;
}

async function send(kind: Kind, { file, source, preview }: Question): Promise<Summary> {
  const options = {
    params: { query: { preview, source } },
    // The generated type says text where a form carries a file.
    body: { file: file as unknown as string },
    bodySerializer: () => {
      const form = new FormData();
      form.append('file', file, file.name);
      return form;
    },
  };
  return answered(await http.POST(ADDRESSES[kind], options));
}

interface CsvImportProps {
  readonly kind: Kind;
  /** What the file is expected to hold. */
  readonly columns: ReactNode;
  /** Where one goes once it is imported. */
  readonly next: ReactNode;
}

/** A file of another tool: dropped, read line by line without keeping anything, then imported whole. */
export function CsvImport(props: CsvImportProps) {
  const t = sentences.use();
  return useMay('administrator') ? <FileOfClientsOrContracts {...props} /> : <Text>{t('mayNot')}</Text>;
}

function FileOfClientsOrContracts({ kind, columns, next }: CsvImportProps) {
  const t = sentences.use();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('csv');
  const reading = useMutation({ mutationFn: (question: Question) => send(kind, question) });
  const summary = reading.data;
  const isReady = summary?.preview === true && summary.refusedCount === 0;
  const ask = (preview: boolean) => file && reading.mutate({ file, source, preview });
  const choose = (chosen: File | null) => {
    setFile(chosen);
    reading.reset();
    if (chosen) reading.mutate({ file: chosen, source, preview: true });
  };
  return (
    <Stack gap="md" maw={900}>
      <Card withBorder padding="md">
        <Stack gap="sm">
          <div
            className={classes.drop}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              const dropped = event.dataTransfer.files[0];
              if (dropped) choose(dropped);
            }}
          >
            <FileInput
              label={t('file')}
              description={t('fileHelp')}
              leftSection={<IconFileTypeCsv size={18} aria-hidden />}
              accept=".csv,.txt,text/csv,text/plain"
              clearable
              clearButtonProps={{ 'aria-label': t('clear') }}
              value={file}
              onChange={choose}
            />
          </div>
          <TextInput
            label={t('source')}
            description={t('sourceHelp')}
            maw={420}
            value={source}
            onChange={({ currentTarget }) => {
              setSource(currentTarget.value);
              reading.reset();
            }}
          />
          <details>
            <summary className={classes.summary}>{t('columns')}</summary>
            <Text component="div" size="sm" c="dimmed" mt="xs">
              {columns}
            </Text>
          </details>
        </Stack>
      </Card>
      <div className={classes.answer} aria-live="polite">
        <ProblemNotice error={reading.error} />
        {summary && <SummaryOf summary={summary} next={next} />}
      </div>
      <Group gap="sm">
        <Button variant="default" disabled={!file} loading={reading.isPending} onClick={() => ask(true)}>
          {t('preview')}
        </Button>
        <Button
          disabled={!file || !isReady || summary.created + summary.updated === 0}
          onClick={() => ask(false)}
        >
          {t('import')}
        </Button>
      </Group>
    </Stack>
  );
}

function SummaryOf({ summary, next }: { readonly summary: Summary; readonly next: ReactNode }) {
  const t = sentences.use();
  const language = useLanguage();
  const { kept, created, updated, unchanged, refused, refusedCount } = summary;
  const untold = refusedCount - new Set(refused.map(({ line }) => line)).size;
  const counts = [
    [kept ? t('createdDone') : t('created'), created],
    [kept ? t('updatedDone') : t('updated'), updated],
    [t('unchanged'), unchanged],
    [t('refused'), refusedCount],
  ] as const;
  const delimiter = summary.delimiter === '\t' ? t('tab') : summary.delimiter;
  return (
    <Card withBorder padding="md">
      <Group gap="sm" mb="sm">
        <Title order={2}>{kept ? t('done') : t('previewed')}</Title>
        {kept && <StateBadge tone="done">{t('done')}</StateBadge>}
        {refusedCount > 0 && <StateBadge tone="failed">{t('refused')}</StateBadge>}
      </Group>
      <dl className={classes.counts}>
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{writeNumber(count, language)}</dd>
          </div>
        ))}
      </dl>
      <Text size="sm" c="dimmed">
        {t('read', { lines: writeNumber(summary.lines, language), encoding: summary.encoding, delimiter })}{' '}
        {summary.ignoredColumns.length > 0 && t('ignored', { columns: summary.ignoredColumns.join(', ') })}
      </Text>
      {!kept && refusedCount === 0 && created + updated === 0 && <Text mt="sm">{t('nothing')}</Text>}
      {refusedCount > 0 && (
        <Alert
          color="red"
          variant="light"
          mt="sm"
          title={
            <Text span fw={600} size="sm" c="var(--mantine-color-text)">
              {t('allOrNothing')}
            </Text>
          }
        >
          <div className={classes.refusals} tabIndex={0} role="region" aria-label={t('refused')}>
            <Table verticalSpacing={4}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col" ta="right">
                    {t('line')}
                  </Table.Th>
                  <Table.Th scope="col">{t('reason')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {refused.map(({ line, reason }) => (
                  <Table.Tr key={`${line}${reason.fr}`}>
                    <Table.Th scope="row" ta="right">
                      {line}
                    </Table.Th>
                    <Table.Td>{say(reason, language)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
          {untold > 0 && <Text size="sm">{t('more', { count: untold })}</Text>}
        </Alert>
      )}
      {kept && <Group mt="sm">{next}</Group>}
    </Card>
  );
}
