import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import {
  useLanguage,
  writeAmount,
  writeBasisPoints,
  writeNumber,
  writePeriod,
} from '../../../../i18n/format';
import { Amount } from '../../../../ui/amount';
import type { DataColumn } from '../../../../ui/data-table/columns';
import { DataTable } from '../../../../ui/data-table/data-table';
import { PeriodText } from '../../../../ui/when';
import { AmountOrigin } from '../origin/amount-origin';
import { type Invoice, type InvoiceLine, negated, signed } from '../states';
import { words } from '../texts';

function useColumns({ id, type, foreignOrigin, lines }: Invoice): readonly DataColumn<InvoiceLine>[] {
  const t = words.use();
  const language = useLanguage();
  const isCreditNote = type === 'creditNote';
  const liveOf = (line: InvoiceLine) => liveIn(line, (days) => writePeriod(days, language), t);
  const columns: readonly DataColumn<InvoiceLine>[] = [
    {
      id: 'position',
      header: t('line.position'),
      kind: 'number',
      value: ({ position }) => position,
      hiddenAtFirst: true,
    },
    {
      id: 'label',
      header: t('line.label'),
      kind: 'text',
      value: ({ label }) => label,
      isRowHeader: true,
      minWidth: 120,
      cell: (line) => <Label line={line} />,
    },
    {
      id: 'days',
      header: t(isCreditNote ? 'line.daysTaken' : 'line.days'),
      kind: 'text',
      value: ({ period }) => period && writePeriod(period, language),
      minWidth: 120,
      cell: (line) => line.period && <Days line={line} live={liveOf(line)} />,
    },
    {
      id: 'live',
      header: t('line.live'),
      kind: 'text',
      value: liveOf,
      hiddenAtFirst: true,
    },
    {
      id: 'quantity',
      header: t('line.quantity'),
      kind: 'text',
      value: ({ quantity, unitPrice }) =>
        `${writeNumber(quantity, language)} × ${writeAmount(unitPrice, language)}`,
      cell: ({ quantity, unitPrice }) => (
        <span className="nowrap">
          {writeNumber(quantity, language)} × {writeAmount(unitPrice, language)}
        </span>
      ),
      wideOnly: true,
      hiddenAtFirst: foreignOrigin,
    },
    {
      id: 'vat',
      header: t('line.vat'),
      kind: 'text',
      value: ({ vatRateBasisPoints }) => writeBasisPoints(vatRateBasisPoints, language),
      wideOnly: true,
      hiddenAtFirst: true,
    },
    {
      id: 'net',
      header: t('line.net'),
      kind: 'amount',
      value: ({ net }) => signed(net, type),
      cell: ({ position, label, net }) => (
        <AmountOrigin invoice={id} position={position} name={t('line.amountOf', { label, position })}>
          <Amount of={signed(net, type)} />
        </AmountOrigin>
      ),
    },
    {
      id: 'credited',
      header: t('line.credited'),
      kind: 'amount',
      value: ({ credited }) => negated(credited),
      cell: ({ credited }) => (credited === '0.00' ? null : <Amount of={negated(credited)} />),
      hiddenAtFirst: lines.every(({ credited }) => credited === '0.00'),
    },
  ];
  // A credit note takes back, and is not taken back itself.
  return isCreditNote ? columns.filter(({ id: of }) => of !== 'live' && of !== 'credited') : columns;
}

/** Which of the days billed no credit note took back. */
function liveIn(
  { period, liveDays, credits }: InvoiceLine,
  write: (days: InvoiceLine['liveDays'][number]) => string,
  t: ReturnType<typeof words.use>,
): string {
  if (!period || credits) return '';
  const [first] = liveDays;
  if (!first) return t('line.noneLive');
  const whole = liveDays.length === 1 && first.from === period.from && first.to === period.to;
  return whole ? t('line.allLive') : liveDays.map(write).join(', ');
}

function Days({ line, live }: { readonly line: InvoiceLine; readonly live: string }) {
  const t = words.use();
  return (
    <Stack gap={0}>
      {line.period && <PeriodText of={line.period} />}
      {live && (
        <Text size="xs" c="dimmed">
          {t('line.liveOf', { days: live })}
        </Text>
      )}
    </Stack>
  );
}

function Label({ line }: { readonly line: InvoiceLine }) {
  const t = words.use();
  const { label, detail, contract, line: of, lineCode, credits } = line;
  return (
    <Stack gap={0}>
      <span>{label}</span>
      {detail && (
        <Text size="xs" c="dimmed" fw={400}>
          {detail}
        </Text>
      )}
      {credits && (
        <Text size="xs" fw={400}>
          <Anchor component={Link} underline="always" to={`/gestion/factures/${credits.id}`} inherit>
            {t('line.takesBack', { position: credits.position, number: credits.number })}
          </Anchor>
        </Text>
      )}
      {contract && (
        <Text size="xs" fw={400}>
          <Anchor component={Link} underline="always" to={`/gestion/contrats/${contract.id}`} inherit>
            {lineCode}
          </Anchor>
          {' · '}
          <Anchor component={Link} underline="always" to={`/gestion/couverture?ligne=${of}`} inherit>
            {t('line.coverage')}
          </Anchor>
        </Text>
      )}
    </Stack>
  );
}

/** The lines of a document, with the days that are still billed by it. */
export function InvoiceLines({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  return (
    <DataTable
      name={invoice.type === 'creditNote' ? 'credit-note-lines' : 'invoice-lines'}
      caption={t('one.lines')}
      exportName={t('one.linesExport', { number: invoice.number })}
      columns={useColumns(invoice)}
      rows={invoice.lines}
      rowKey={({ position }) => position}
      toolbar={
        <Text component="h2" fw={600} size="md" m={0}>
          {t('one.lines')}
        </Text>
      }
      empty={null}
    />
  );
}
