import { ActionIcon, Menu, Progress, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { problemOf } from '../../api/problem';
import { texts } from '../../i18n/texts';
import type { DataColumn } from './columns';
import { csvOf, download, xlsxOf } from './export-rows';

const sentences = texts(
  'export-menu',
  {
    export: 'Exporter',
    csv: 'CSV (point-virgule, UTF-8)',
    xlsx: 'XLSX (tableur)',
    what: 'Toutes les lignes filtrées, avec les colonnes affichées',
    running_one: '{{count}} ligne lue…',
    running_other: '{{count}} lignes lues…',
    done_one: '{{count}} ligne exportée dans {{file}}',
    done_other: '{{count}} lignes exportées dans {{file}}',
    failed: 'L’export n’a pas abouti, aucun fichier n’a été écrit. {{why}}',
  },
  {
    export: 'Export',
    csv: 'CSV (semicolons, UTF-8)',
    xlsx: 'XLSX (spreadsheet)',
    what: 'All filtered rows, with the columns in sight',
    running_one: '{{count}} row read…',
    running_other: '{{count}} rows read…',
    done_one: '{{count}} row exported to {{file}}',
    done_other: '{{count}} rows exported to {{file}}',
    failed: 'The export did not end, no file was written. {{why}}',
  },
);

const WRITERS = { csv: csvOf, xlsx: xlsxOf } as const;

interface ExportMenuProps<Row> {
  readonly name: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly allRows?: (() => AsyncIterable<readonly Row[]>) | undefined;
}

/** Writes every filtered row to a file, or nothing at all: a file that stops midway would be believed. */
export function ExportMenu<Row>({ name, columns, rows, allRows }: ExportMenuProps<Row>) {
  const t = sentences.use();
  const [read, setRead] = useState<number | null>(null);

  async function write(format: keyof typeof WRITERS): Promise<void> {
    const file = `${name}.${format}`;
    try {
      setRead(0);
      const every: Row[] = [];
      for await (const page of allRows ? allRows() : [rows]) {
        every.push(...page);
        setRead(every.length);
      }
      download(await WRITERS[format]({ columns, rows: every }), file);
      notifications.show({ message: t('done', { count: every.length, file }) });
    } catch (error) {
      notifications.show({ color: 'red', message: t('failed', { why: problemOf(error).detail }) });
    } finally {
      setRead(null);
    }
  }

  return (
    <Menu position="bottom-end" withArrow shadow="md">
      <Menu.Target>
        <Tooltip label={read === null ? t('export') : t('running', { count: read })}>
          <ActionIcon variant="default" size="lg" aria-label={t('export')} disabled={read !== null}>
            {read === null ? <IconDownload size={18} /> : <Progress value={100} animated w={22} size="xs" />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="xs" c="dimmed" px="sm" py={4} maw={240}>
          {t('what')}
        </Text>
        <Menu.Item leftSection={<IconFileTypeCsv size={18} />} onClick={() => void write('csv')}>
          {t('csv')}
        </Menu.Item>
        <Menu.Item leftSection={<IconFileSpreadsheet size={18} />} onClick={() => void write('xlsx')}>
          {t('xlsx')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
