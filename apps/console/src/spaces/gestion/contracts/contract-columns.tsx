import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Schema } from '../../../api/api';
import { DayText } from '../../../ui/when';
import type { DataColumn } from '../../../ui/data-table/columns';
import { ContractState } from './contract-state';
import { words } from './texts';

type Row = Schema<'ContractRowView'>;

/** @param asOf the day of the server: what is due by then is to be billed now */
export function contractColumns(asOf: string | undefined): DataColumn<Row>[] {
  const t = words.now;
  return [
    {
      id: 'code',
      header: t('code'),
      kind: 'text',
      value: ({ code }) => code,
      isRowHeader: true,
      sortable: true,
    },
    {
      id: 'title',
      header: t('name'),
      kind: 'text',
      value: ({ title }) => title,
      sortable: true,
      minWidth: 180,
    },
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      sortable: true,
      minWidth: 160,
      cell: ({ client }) => (
        <Anchor component={Link} to={`/gestion/clients/${client.id}`} inherit c="inherit" underline="hover">
          {client.name}
        </Anchor>
      ),
    },
    {
      id: 'activity',
      header: t('activity'),
      kind: 'text',
      value: ({ activity }) => activity?.name,
      hiddenAtFirst: true,
    },
    {
      id: 'carrier',
      header: t('carrier'),
      kind: 'text',
      sortable: true,
      value: ({ carrier }) => carrier?.code ?? t('nobody'),
      cell: ({ carrier }) =>
        carrier ? (
          <abbr title={carrier.name} style={{ textDecoration: 'none' }}>
            {carrier.code}
          </abbr>
        ) : (
          <Text span c="dimmed" size="sm">
            {t('nobody')}
          </Text>
        ),
    },
    {
      id: 'state',
      header: t('state'),
      kind: 'text',
      value: ({ state }) => t(`states.${state}`),
      cell: ({ state }) => <ContractState of={state} />,
      sortable: true,
    },
    {
      id: 'lines',
      header: t('lines'),
      kind: 'number',
      value: ({ lines }) => lines,
      sortable: true,
      wideOnly: true,
    },
    {
      id: 'kinds',
      header: t('kind'),
      kind: 'text',
      value: ({ kinds }) => kinds.map((kind) => t(`kinds.${kind}`)).join(', '),
      hiddenAtFirst: true,
    },
    {
      id: 'purchaseOrder',
      header: t('purchaseOrder'),
      kind: 'text',
      value: ({ purchaseOrder }) => purchaseOrder,
      hiddenAtFirst: true,
    },
    {
      id: 'monthlyNet',
      header: t('monthlyNet'),
      kind: 'amount',
      value: ({ monthlyNet }) => monthlyNet,
      sortable: true,
    },
    {
      id: 'nextBillableOn',
      header: t('nextBillable'),
      kind: 'day',
      value: ({ nextBillableOn }) => nextBillableOn,
      cell: ({ nextBillableOn }) =>
        nextBillableOn === null ? null : asOf !== undefined && nextBillableOn <= asOf ? (
          t('nextBillableNow')
        ) : (
          <DayText of={nextBillableOn} />
        ),
    },
  ];
}
