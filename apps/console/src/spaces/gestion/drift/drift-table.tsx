import { Anchor, Button, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { answered, api, http } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { say, useLanguage } from '../../../i18n/format';
import type { DataColumn } from '../../../ui/data-table/columns';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { CORRECTABLE, type DriftKind, type DriftLine, EXCUSABLE } from './drift-kinds';
import { ExcuseDialogue } from './excuse-dialogue';
import { words } from './texts';

interface DriftTableProps {
  readonly kind: Exclude<DriftKind, 'excused'>;
  readonly search: string;
  readonly issuer: string | undefined;
  readonly asOf: string | undefined;
  readonly toolbar: ReactNode;
}

const PAGE_SIZE = 100;

function keyOf({ line, issuer }: DriftLine): string {
  return `${line.id}/${issuer ?? ''}`;
}

/** The lines with days of one kind, each with its sentence; those chosen are settled together. */
export function DriftTable({ kind, search, issuer, asOf, toolbar }: DriftTableProps) {
  const t = words.use();
  const place = useTablePlace();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [excuses, setExcuses] = useState(false);
  const query = {
    kind,
    issuer,
    asOf,
    search: search || undefined,
    after: place.after ? Number(place.after) : undefined,
    limit: PAGE_SIZE,
  };
  const drift = api.useQuery(
    'get',
    '/api/drift',
    { params: { query } },
    { placeholderData: (before) => before },
  );
  const columns = useColumns(kind);
  const lines = drift.data?.lines;
  const chosenLines = (lines ?? []).filter((line) => chosen.has(keyOf(line)));
  const count = drift.data?.counts[kind];
  const isAdministrator = useMay('administrator');
  const mayPrepare = useMay('administrator', 'accountant');
  const settles = EXCUSABLE.includes(kind) ? isAdministrator : CORRECTABLE.includes(kind) && mayPrepare;
  return (
    <>
      <DataTable
        name={`drift-${kind}`}
        caption={t('caption', { kind: t(`kinds.${kind}`) })}
        exportName={t('exportName', { kind: t(`slugs.${kind}`) })}
        columns={columns}
        rows={lines}
        rowKey={keyOf}
        error={drift.error}
        onRetry={() => void drift.refetch()}
        place={place}
        paging={{ kind: 'cursor', next: drift.data?.next }}
        allRows={() =>
          everyPage<DriftLine, number>(0, async (after) => {
            const page = answered(
              await http.GET('/api/drift', {
                params: { query: { ...query, after: after || undefined, limit: 200 } },
              }),
            );
            return { rows: page.lines, next: page.next };
          })
        }
        selection={settles ? { chosen, onChange: setChosen } : undefined}
        toolbar={
          <>
            {toolbar}
            {kind === 'unbilled' && mayPrepare && (
              <Button component={Link} to={proposalOf(issuer ?? lines?.[0]?.issuer, asOf)} variant="default">
                {t('propose')}
              </Button>
            )}
            {settles && EXCUSABLE.includes(kind) && (
              <Button variant="default" disabled={chosenLines.length === 0} onClick={() => setExcuses(true)}>
                {t('excuse')}
              </Button>
            )}
            {settles && CORRECTABLE.includes(kind) && <CorrectButton lines={chosenLines} asOf={asOf} />}
          </>
        }
        totals={
          CORRECTABLE.includes(kind) && chosenLines.length > 0 && soleIssuer(chosenLines) === null ? (
            <span role="status">{t('oneIssuer')}</span>
          ) : (
            count && `${t('lines', { count: count.lines })}, ${t('inAll', { count: count.days })}`
          )
        }
        empty={
          <EmptyState icon={IconScale} title={t('emptyTitle')}>
            {search ? t('filtered') : t(`empty.${kind}`)}
          </EmptyState>
        }
      />
      {excuses && (
        <ExcuseDialogue
          kind={kind}
          lines={chosenLines}
          onClose={() => {
            setExcuses(false);
            setChosen(new Set());
          }}
        />
      )}
    </>
  );
}

function proposalOf(issuer: string | null | undefined, asOf: string | undefined): string {
  const wish = new URLSearchParams({
    ...(issuer ? { emetteur: issuer } : {}),
    ...(asOf ? { au: asOf } : {}),
  });
  return `/gestion/campagnes/proposer?${wish}`;
}

/** A correction is of one issuer. */
function soleIssuer(lines: readonly DriftLine[]): string | null {
  const [issuer = null, ...others] = new Set(lines.map((line) => line.issuer));
  return others.length === 0 ? issuer : null;
}

function CorrectButton({
  lines,
  asOf,
}: {
  readonly lines: readonly DriftLine[];
  readonly asOf: string | undefined;
}) {
  const t = words.use();
  const issuer = soleIssuer(lines);
  if (issuer === null) return <Button disabled>{t('correct')}</Button>;
  const wish = new URLSearchParams({
    emetteur: issuer,
    lignes: lines.map(({ line }) => line.id).join(','),
    ...(asOf ? { au: asOf } : {}),
  });
  return (
    <Button component={Link} to={`/gestion/ecarts/correction?${wish}`}>
      {t('correct')}
    </Button>
  );
}

function useColumns(kind: DriftTableProps['kind']): readonly DataColumn<DriftLine>[] {
  const t = words.use();
  const language = useLanguage();
  const toldOf = ({ told }: DriftLine) => told.find((each) => each.kind === kind);
  const sentenceOf = (line: DriftLine) => {
    const told = toldOf(line);
    return told ? say(told.sentence, language) : '';
  };
  return [
    {
      id: 'client',
      header: t('client'),
      kind: 'text',
      value: ({ client }) => client.name,
      isRowHeader: true,
    },
    {
      id: 'line',
      header: t('line'),
      kind: 'text',
      value: ({ line }) => `${line.code} ${line.label}`,
      cell: ({ line }) => (
        <Stack gap={0}>
          <Text size="sm">{line.label}</Text>
          <Anchor component={Link} to={`/gestion/couverture?ligne=${line.id}`} size="xs">
            {line.code}
          </Anchor>
        </Stack>
      ),
      minWidth: 150,
    },
    { id: 'days', header: t('days'), kind: 'number', value: (line) => toldOf(line)?.days },
    { id: 'what', header: t('what'), kind: 'text', value: sentenceOf, minWidth: 280 },
    {
      id: 'bills',
      header: t('bills'),
      kind: 'text',
      value: ({ bills }) => bills.map(({ invoice }) => invoice.number).join(', '),
      cell: ({ bills }) => (
        <Stack gap={0}>
          {bills.map(({ invoice }) => (
            <Anchor
              key={invoice.id}
              component={Link}
              to={`/gestion/factures/${invoice.id}`}
              size="sm"
              className="nowrap"
            >
              {invoice.number}
            </Anchor>
          ))}
        </Stack>
      ),
      hiddenAtFirst: kind === 'unbilled' || kind === 'uncarried',
      wideOnly: true,
    },
    {
      id: 'issuer',
      header: t('issuerOf'),
      kind: 'text',
      value: ({ issuer }) => issuer ?? t('nobody'),
      wideOnly: true,
    },
  ];
}
