import { Box, Group, Tabs } from '@mantine/core';
import { DayInput } from '../../../ui/day-input/day-input';
import { api } from '../../../api/api';
import { Page } from '../../../ui/page';
import { SearchInput } from '../../../ui/search-input';
import { useFilters } from '../../../ui/use-filters';
import { IssuerSelect } from '../runs/issuer-select';
import { DriftTable } from './drift-table';
import { ExcusesTable } from './excuses-table';
import { type DriftKind, KINDS, PLACES } from './drift-kinds';
import { words } from './texts';

/** All days on which what is due and what is billed differ, one list for each way in which they do. */
export function DriftPage() {
  const t = words.use();
  const [filters, setFilters] = useFilters({
    genre: PLACES.unbilled,
    emetteur: '',
    recherche: '',
    au: '',
  });
  const kind = KINDS.find((each) => PLACES[each] === filters.genre) ?? 'unbilled';
  const query = { issuer: filters.emetteur || undefined, asOf: filters.au || undefined };
  // What each list holds, whatever is searched in one of them.
  const counted = api.useQuery('get', '/api/drift', { params: { query: { ...query, limit: 1 } } });
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs
        value={kind}
        onChange={(to) => setFilters({ genre: PLACES[to as DriftKind] })}
        keepMounted={false}
      >
        <Tabs.List>
          {KINDS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t('tab', { kind: t(`kinds.${each}`), count: counted.data?.counts[each].lines ?? '…' })}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Box pt="sm">
          {KINDS.map((each) => (
            <Tabs.Panel key={each} value={each}>
              {each === 'excused' ? (
                <ExcusesTable />
              ) : (
                <DriftTable
                  kind={each}
                  search={filters.recherche}
                  issuer={query.issuer}
                  asOf={query.asOf}
                  toolbar={
                    <Group gap="xs">
                      <SearchInput
                        label={t('search')}
                        value={filters.recherche}
                        onSearch={(recherche) => setFilters({ recherche })}
                      />
                      <IssuerSelect
                        aria-label={t('issuer')}
                        placeholder={t('allIssuers')}
                        value={filters.emetteur || null}
                        onChange={(emetteur) => setFilters({ emetteur })}
                        allowDeselect
                        clearable
                      />
                      <DayInput
                        aria-label={t('asOf')}
                        placeholder={t('today')}
                        value={filters.au || null}
                        onChange={(au) => setFilters({ au })}
                        clearable
                        w={160}
                      />
                    </Group>
                  }
                />
              )}
            </Tabs.Panel>
          ))}
        </Box>
      </Tabs>
    </Page>
  );
}
