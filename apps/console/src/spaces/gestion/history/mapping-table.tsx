import { Alert, Box, Code, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useId } from 'react';
import type { Schema } from '../../../api/api';
import { useLanguage, writeInstant } from '../../../i18n/format';
import { StateBadge } from '../../../ui/state-badge';
import { describeFormat } from './format-words';
import {
  type HistoryMap,
  needsCare,
  type ReadField,
  type ReadFile,
  withColumn,
  withMeaning,
} from './mapping';
import classes from './mapping-table.module.css';
import { words } from './texts';

interface MappingTableProps {
  readonly file: ReadFile;
  readonly map: HistoryMap | null;
  /** Absent: the columns are shown and not changed. */
  readonly onChange?: (map: HistoryMap) => void;
  /** Only what is missing or doubtful. */
  readonly onlyCare?: boolean;
  /** The level of its heading on the page. */
  readonly order: 2 | 3;
}

/** Where each piece of information is read in a file: a column beside its samples, and how sure that is. */
export function MappingTable({ file, map, onChange, onlyCare = false, order }: MappingTableProps) {
  const t = words.use();
  const heading = useId();
  const fields = onlyCare ? file.fields.filter(needsCare) : file.fields;
  const aside = file.columns.filter(({ field }) => field === null).map(({ header }) => header);
  if (file.delimiter === null || fields.length === 0) return null;
  return (
    <Box>
      <Title order={order} size="h4" id={heading} tt="capitalize">
        {t(`fileNames.${file.file}`)}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {describeFormat(t, file)}
      </Text>
      <div className={classes.scroll} tabIndex={0} role="region" aria-labelledby={heading}>
        <Table verticalSpacing={6} withTableBorder aria-labelledby={heading}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('mapping.field')}</Table.Th>
              <Table.Th scope="col">{t('mapping.header')}</Table.Th>
              <Table.Th scope="col">{t('mapping.samples')}</Table.Th>
              <Table.Th scope="col">{t('mapping.confidence')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <FieldRow key={field.field} file={file} field={field} map={map} onChange={onChange} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {!onlyCare && aside.length > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          {t('mapping.leftAside', { columns: aside.join(', ') })}
        </Text>
      )}
    </Box>
  );
}

interface FieldRowProps extends Omit<MappingTableProps, 'onlyCare' | 'order'> {
  readonly field: ReadField;
}

function FieldRow({ file, field, map, onChange }: FieldRowProps) {
  const t = words.use();
  const name = t(`fields.${field.field}`);
  const samples = file.columns.find(({ header }) => header === field.header)?.samples ?? [];
  const headers = [...new Set(file.columns.map(({ header }) => header))].filter((header) => header !== '');
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.field}>
        {name}
        {field.required && (
          <Text component="span" size="xs" c="dimmed" fw={400} display="block">
            {t('mapping.required')}
          </Text>
        )}
      </Table.Th>
      <Table.Td className={classes.header}>
        {onChange ? (
          <Select
            size="xs"
            searchable
            clearable={!field.required}
            aria-label={t('mapping.headerOf', { field: name })}
            placeholder={t('mapping.noHeader')}
            data={headers}
            value={field.header}
            error={field.required && field.header === null}
            onChange={(header) => onChange(withColumn(map, { file: file.file, field: field.field, header }))}
          />
        ) : (
          (field.header ?? t('mapping.noHeader'))
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4}>
          {samples.map((sample) => (
            <Code key={sample} className={classes.sample}>
              {sample}
            </Code>
          ))}
        </Group>
        <Meanings file={file} field={field} map={map} onChange={onChange} />
      </Table.Td>
      <Table.Td>
        <Confidence field={field} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Values that are not understood, each with what it may mean. */
function Meanings({ file, field, map, onChange }: FieldRowProps) {
  const t = words.use();
  const unknown = field.values.filter(({ meaning }) => meaning === null);
  if (unknown.length === 0) return null;
  return (
    <Stack gap={4} mt={6}>
      <Text size="xs" fw={600}>
        {t('mapping.notUnderstood')}
      </Text>
      {unknown.map(({ value, rows }) => (
        <Select
          key={value}
          size="xs"
          label={`${t('mapping.meaning', { value })} (${t('mapping.meaningRows', { count: rows })})`}
          placeholder={t('mapping.choose')}
          disabled={!onChange}
          data={field.meanings.map((meaning) => ({
            value: meaning,
            label: t(`meanings.${meaning as 'invoice'}`),
          }))}
          value={null}
          onChange={(meaning) =>
            meaning && onChange?.(withMeaning(map, { file: file.file, field: field.field, value, meaning }))
          }
        />
      ))}
    </Stack>
  );
}

function Confidence({ field: { required, header, confidence } }: { readonly field: ReadField }) {
  const t = words.use();
  if (header === null)
    return required ? (
      <StateBadge tone="failed">{t('mapping.missing')}</StateBadge>
    ) : (
      <StateBadge tone="neutral">{t('mapping.absent')}</StateBadge>
    );
  if (confidence === 'doubtful') return <StateBadge tone="attention">{t('mapping.doubtful')}</StateBadge>;
  return confidence === 'certain' ? (
    <StateBadge tone="done">{t('mapping.certain')}</StateBadge>
  ) : (
    <StateBadge tone="waiting">{t('mapping.probable')}</StateBadge>
  );
}

/** Whose mapping is used without asking. */
export function RememberedNotice({
  remembered,
}: {
  readonly remembered: Schema<'RememberedMapView'> | null;
}) {
  const t = words.use();
  const language = useLanguage();
  if (!remembered) return null;
  return (
    <Alert variant="light" color="blue" icon={<IconHistory aria-hidden />}>
      {t('mapping.remembered', { by: remembered.by, at: writeInstant(remembered.at, language) })}
    </Alert>
  );
}
