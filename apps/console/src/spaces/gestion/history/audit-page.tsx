import { Alert, Box, Button, Grid, Group, Select, Stack, Text } from '@mantine/core';
import {
  IconChecklist,
  IconColumns3,
  IconDatabaseImport,
  IconGavel,
  IconLock,
  IconPrinter,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { answered, api, http, type Schema } from '../../../api/api';
import { everyPage } from '../../../api/every-page';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeDay, writeInstant, writeNumber } from '../../../i18n/format';
import { DataTable } from '../../../ui/data-table/data-table';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { DecisionDialog } from './decision-dialog';
import { useFindingColumns } from './finding-columns';
import { describeFormat } from './format-words';
import { KindExplained } from './kind-explained';
import { KindList } from './kind-list';
import { type Finding, type FindingKind, isCarriedOut, KINDS } from './kinds';
import { words } from './texts';

type Audit = Schema<'OneHistoryAuditView'>;
type Search = Schema<'FindingSearchInput'>;

const PAGE_SIZE = 50;

/** One audit: what was found by kind, what can be done about it, and the way on to the import. */
export function AuditPage() {
  const t = words.use();
  const language = useLanguage();
  const id = Number(useParams()['id']);
  const audit = api.useQuery('get', '/api/history-audits/{id}', { params: { path: { id } } });
  const of = audit.data;
  const lead =
    of &&
    t('summary', {
      rows: writeNumber(of.files.invoices.rows, language),
      subscriptions: writeNumber(of.files.subscriptions.rows, language),
      asOf: writeDay(of.asOf, language),
      horizon: of.horizonDays,
    });
  return (
    <Page
      title={of ? t('name', { id, issuer: of.issuer.name }) : t('audit', { id })}
      lead={lead ?? '\u00a0'}
      above={[{ to: '/gestion/reprise', label: t('title') }]}
      actions={
        <>
          <Button
            variant="default"
            component={Link}
            to="colonnes"
            leftSection={<IconColumns3 size={18} aria-hidden />}
          >
            {t('columns')}
          </Button>
          <Button
            variant="default"
            component={Link}
            to="rapport"
            leftSection={<IconPrinter size={18} aria-hidden />}
          >
            {t('report')}
          </Button>
          <Button component={Link} to="import" leftSection={<IconDatabaseImport size={18} aria-hidden />}>
            {of?.import ? t('seeImport') : t('goImport')}
          </Button>
        </>
      }
    >
      <Loaded query={audit}>{(data) => <Findings audit={data} />}</Loaded>
    </Page>
  );
}

function Findings({ audit }: { readonly audit: Audit }) {
  const t = words.use();
  const [filters, setFilters] = useFilters({ nature: '', texte: '', decides: '' });
  const place = useTablePlace();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const kind = KINDS.find((each) => each === filters.nature) ?? null;
  const search = useMemo<Search>(
    () => ({
      ...(kind ? { kind } : {}),
      ...(filters.texte ? { text: filters.texte } : {}),
      ...(filters.decides ? { decided: filters.decides === 'oui' } : {}),
    }),
    [kind, filters.texte, filters.decides],
  );
  const query = {
    ...search,
    ...(place.sort
      ? { sort: place.sort.replace('-', '') as 'amount', descending: place.sort.startsWith('-') }
      : {}),
  };
  const path = { id: audit.id };
  const findings = api.useQuery(
    'get',
    '/api/history-audits/{id}/findings',
    { params: { path, query: { ...query, page: place.page, size: PAGE_SIZE } } },
    { placeholderData: (before) => before },
  );
  const total = findings.data?.total ?? 0;
  const columns = useFindingColumns(kind === null);
  const isFiltered = filters.texte !== '' || filters.decides !== '' || kind !== null;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 3 }}>
        <Box mih={420}>
          <KindList kinds={findings.data?.kinds ?? []} current={kind} />
        </Box>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 9 }}>
        <Stack>
          {kind ? (
            <KindExplained kind={kind} horizon={audit.horizonDays} asOf={audit.asOf} />
          ) : (
            <FilesRead audit={audit} />
          )}
          {audit.remarks.map((remark) => (
            <Alert key={remark} color="yellow" variant="light">
              {remark}
            </Alert>
          ))}
          <Decide
            audit={audit}
            kind={kindOfChosen(chosen, findings.data?.items, kind)}
            chosen={chosen}
            total={total}
            search={search}
            onDecided={() => setChosen(new Set())}
          />
          <DataTable<Finding>
            name="history-findings"
            caption={kind ? t(`kinds.${kind}`) : t('all')}
            exportName={t('findingsExport')}
            columns={columns}
            rows={findings.data?.items}
            rowKey={({ position }) => position}
            rowLink={({ position }) => `constats/${position}`}
            error={findings.error}
            onRetry={() => void findings.refetch()}
            place={place}
            paging={{ kind: 'pages', total, size: PAGE_SIZE }}
            selection={{ chosen, onChange: setChosen }}
            allRows={() =>
              everyPage<Finding, number>(1, async (page) => {
                const { items, total: all } = answered(
                  await http.GET('/api/history-audits/{id}/findings', {
                    params: { path, query: { ...query, page, size: 500 } },
                  }),
                );
                return { rows: items, next: page * 500 < all ? page + 1 : null };
              })
            }
            toolbar={
              <>
                <SearchInput
                  label={t('search')}
                  value={filters.texte}
                  onSearch={(texte) => setFilters({ texte })}
                  w={260}
                />
                <Select
                  aria-label={t('decision')}
                  placeholder={t('anyDecision')}
                  clearable
                  w={170}
                  value={filters.decides || null}
                  onChange={(decides) => setFilters({ decides })}
                  data={[
                    { value: 'non', label: t('onlyOpen') },
                    { value: 'oui', label: t('onlyDecided') },
                  ]}
                />
              </>
            }
            empty={
              <EmptyState icon={IconChecklist} title={t('noFindings')}>
                {isFiltered ? t('noneFiltered') : t('noFindingsTeach')}
              </EmptyState>
            }
          />
        </Stack>
      </Grid.Col>
    </Grid>
  );
}

/** The one kind that all chosen findings have, so that its own rules are offered. */
function kindOfChosen(
  chosen: ReadonlySet<string>,
  rows: readonly Finding[] | undefined,
  filtered: FindingKind | null,
): FindingKind | null {
  if (filtered || chosen.size === 0) return filtered;
  const kinds = new Set(rows?.filter(({ position }) => chosen.has(String(position))).map(({ kind }) => kind));
  return kinds.size === 1 ? [...kinds][0]! : null;
}

function FilesRead({ audit }: { readonly audit: Audit }) {
  const t = words.use();
  const language = useLanguage();
  return (
    <Box>
      <Text size="sm">
        {t('dropped', {
          source: audit.source,
          at: writeInstant(audit.createdAt, language),
          by: audit.createdBy,
        })}
      </Text>
      {(['subscriptions', 'invoices'] as const).map((file) => {
        const { decimalSigns, ...format } = audit.detected[file];
        const fields = Object.values(decimalSigns).map((decimalSign) => ({ decimalSign, dateOrder: null }));
        return (
          <Text key={file} size="sm">
            <strong>{audit.files[file].name}</strong> – {describeFormat(t, { ...format, fields })}
          </Text>
        );
      })}
    </Box>
  );
}

interface DecideProps {
  readonly audit: Audit;
  readonly kind: FindingKind | null;
  readonly chosen: ReadonlySet<string>;
  readonly total: number;
  readonly search: Search;
  readonly onDecided: () => void;
}

/** Opens the decision on what is chosen, or else on all that is filtered. */
function Decide({ audit, kind, chosen, total, search, onDecided }: DecideProps) {
  const t = words.use();
  const may = useMay('administrator');
  const [opened, open] = useState(false);
  const count = chosen.size || total;
  if (audit.import && isCarriedOut(kind)) {
    return (
      <Alert variant="light" color="gray" icon={<IconLock aria-hidden />}>
        {t('decidedNothingNow')}
      </Alert>
    );
  }
  if (!may) return null;
  return (
    <Group data-print="hide">
      <Button
        variant="light"
        disabled={count === 0}
        leftSection={<IconGavel size={18} aria-hidden />}
        onClick={() => open(true)}
      >
        {t(chosen.size > 0 ? 'decideChosen' : 'decideAll', { count })}
      </Button>
      {opened && (
        <DecisionDialog
          audit={audit.id}
          kind={kind}
          count={count}
          scope={chosen.size > 0 ? { findings: [...chosen].map(Number) } : { search }}
          onClose={() => open(false)}
          onDecided={() => {
            open(false);
            onDecided();
          }}
        />
      )}
    </Group>
  );
}
