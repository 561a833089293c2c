import { Alert, Button, Card, CloseButton, Group, Select, Stack, Text } from '@mantine/core';
import { Dropzone, type FileRejection } from '@mantine/dropzone';
import '@mantine/dropzone/styles.css';
import { IconAlertTriangle, IconFileSpreadsheet, IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schema } from '../../../api/api';
import { useLanguage, writeNumber } from '../../../i18n/format';
import { describeFormat } from './format-words';
import { type ExportFile, LARGEST_FILE, placeFiles } from './mapping';
import { words } from './texts';
import type { ExportFiles } from './upload';

interface FileDropProps {
  readonly files: ExportFiles;
  readonly reading: Schema<'ExportReadingView'> | undefined;
  readonly onChange: (files: ExportFiles) => void;
}

const FILES = ['subscriptions', 'invoices'] as const satisfies readonly ExportFile[];
const CSV = {
  // What Windows calls a CSV file where a spreadsheet is installed.
  'application/vnd.ms-excel': ['.csv'],
  'text/csv': ['.csv', '.txt', '.tsv'],
  'text/plain': ['.csv', '.txt', '.tsv'],
};

function otherOf(file: ExportFile): ExportFile {
  return file === 'invoices' ? 'subscriptions' : 'invoices';
}

/** Both exports, dropped or chosen; which is which is guessed, said, and changed with one choice. */
export function FileDrop({ files, reading, onChange }: FileDropProps) {
  const t = words.use();
  const [rejected, setRejected] = useState<readonly FileRejection[]>([]);
  const missing = FILES.filter((file) => !files[file]);
  return (
    <Stack gap="xs">
      <Dropzone
        accept={CSV}
        maxSize={LARGEST_FILE}
        maxFiles={2}
        multiple
        onDrop={(dropped) => {
          setRejected([]);
          onChange(placeFiles(dropped, files));
        }}
        onReject={setRejected}
        aria-label={t('upload.drop')}
        inputProps={{ 'aria-label': t('upload.choose') }}
      >
        <Group justify="center" gap="md" py="sm" style={{ pointerEvents: 'none' }}>
          <IconFileUpload size={36} stroke={1.4} aria-hidden />
          <div>
            <Text fw={600}>{t('upload.drop')}</Text>
            <Text size="sm" c="dimmed">
              {t('upload.dropHint')}
            </Text>
          </div>
        </Group>
      </Dropzone>
      {rejected.map(({ file }) => (
        <Alert
          key={file.name}
          role="alert"
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
        >
          {t('upload.rejected', { name: file.name })}
        </Alert>
      ))}
      {FILES.map((file) => (
        <DroppedFile key={file} as={file} files={files} reading={reading} onChange={onChange} />
      ))}
      {missing.length === 1 && (
        <Text size="sm" c="dimmed">
          {t(missing[0] === 'invoices' ? 'upload.missingInvoices' : 'upload.missingSubscriptions')}
        </Text>
      )}
    </Stack>
  );
}

function DroppedFile({ as, files, reading, onChange }: FileDropProps & { readonly as: ExportFile }) {
  const t = words.use();
  const language = useLanguage();
  const file = files[as];
  if (!file) return null;
  const other = otherOf(as);
  const read = reading?.files.find((each) => each.file === as);
  const swap = () => onChange({ [as]: files[other], [other]: file });
  return (
    <Card withBorder padding="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group wrap="nowrap" align="flex-start" gap="sm" miw={0}>
          <IconFileSpreadsheet size={26} stroke={1.4} aria-hidden style={{ flexShrink: 0 }} />
          <div style={{ minWidth: 0 }}>
            <Text fw={600} truncate>
              {file.name}
            </Text>
            <Text size="sm" c="dimmed" mih={20}>
              {read
                ? describeFormat(t, read)
                : t('upload.reading', { name: `${writeNumber(Math.ceil(file.size / 1000), language)} ko` })}
            </Text>
          </div>
        </Group>
        <Group wrap="nowrap" gap={4}>
          <Select
            size="xs"
            w={150}
            allowDeselect={false}
            aria-label={`${t('upload.as')} – ${file.name}`}
            data={FILES.map((each) => ({ value: each, label: t(`upload.${each}`) }))}
            value={as}
            onChange={(chosen) => chosen && chosen !== as && swap()}
          />
          <CloseButton
            aria-label={t('upload.remove', { name: file.name })}
            onClick={() => onChange({ ...files, [as]: undefined })}
          />
        </Group>
      </Group>
      {read && read.looksLike !== as && (
        <Alert mt="xs" color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          <Group justify="space-between">
            {t('upload.looksLike', {
              other: t(read.looksLike === 'invoices' ? 'upload.ofInvoices' : 'upload.ofSubscriptions'),
            })}
            <Button size="xs" variant="default" onClick={swap}>
              {t('upload.swap')}
            </Button>
          </Group>
        </Alert>
      )}
    </Card>
  );
}
