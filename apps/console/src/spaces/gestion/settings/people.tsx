import { Button, Group, Select } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { DataTable } from '../../../ui/data-table/data-table';
import type { DataColumn } from '../../../ui/data-table/columns';
import { EmptyState } from '../../../ui/empty-state';
import { SearchInput } from '../../../ui/search-input';
import { StateBadge } from '../../../ui/state-badge';
import { useFilters } from '../../../ui/use-filters';
import { useTablePlace } from '../../../ui/data-table/table-place';
import { AccountForm } from './account-form';
import { PersonDrawer } from './person-drawer';
import { peopleAsAsked } from './people-as-asked';
import { ROLES } from './roles';
import { SectionLead } from './section-lead';
import { words } from './texts';

type Account = Schema<'AccountView'>;

/** Who may enter, and with which roles. There are tens of them, not thousands: all are read at once. */
export function People() {
  const t = words.use();
  const mayChange = useMay('administrator');
  const place = useTablePlace('name');
  const [filters, setFilters] = useFilters({ cherche: '', role: '', personne: '' });
  const [adding, setAdding] = useState(false);
  const query = api.useQuery('get', '/api/accounts', {});
  const rows = query.data && peopleAsAsked(query.data, { ...filters, sort: place.sort });
  const rolesOf = ({ roles }: Account) => roles.map((role) => t(`people.roles.${role}`)).join(', ');
  const columns: DataColumn<Account>[] = [
    {
      id: 'name',
      header: t('people.name'),
      kind: 'text',
      value: ({ name }) => name,
      isRowHeader: true,
      sortable: true,
    },
    {
      id: 'email',
      header: t('people.email'),
      kind: 'text',
      value: ({ email }) => email,
      sortable: true,
      wideOnly: true,
    },
    { id: 'roles', header: t('people.rolesColumn'), kind: 'text', value: rolesOf },
    {
      id: 'state',
      minWidth: 150,
      header: t('people.state'),
      kind: 'text',
      value: ({ disabledAt }) => t(disabledAt ? 'people.disabled' : 'people.active'),
      cell: ({ disabledAt }) => (
        <StateBadge tone={disabledAt ? 'held' : 'done'}>
          {t(disabledAt ? 'people.disabled' : 'people.active')}
        </StateBadge>
      ),
    },
    {
      id: 'createdAt',
      header: t('people.since'),
      kind: 'instant',
      value: ({ createdAt }) => createdAt,
      sortable: true,
      wideOnly: true,
    },
  ];
  const opened = query.data?.find(({ id }) => String(id) === filters.personne);
  return (
    <>
      <SectionLead
        actions={
          mayChange && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t('people.add')}
            </Button>
          )
        }
      >
        {t('people.lead')}
      </SectionLead>
      <DataTable
        name="people"
        caption={t('tabs.people')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowLink={({ id }) => `?${new URLSearchParams({ ...said(filters), personne: String(id) }).toString()}`}
        place={place}
        error={query.error}
        onRetry={() => void query.refetch()}
        exportName={t('people.exportName')}
        toolbar={
          <>
            <SearchInput
              label={t('people.search')}
              value={filters.cherche}
              onSearch={(cherche) => setFilters({ cherche })}
            />
            <Select
              aria-label={t('people.role')}
              placeholder={t('people.anyRole')}
              data={ROLES.map((role) => ({ value: role, label: t(`people.roles.${role}`) }))}
              value={filters.role || null}
              onChange={(role) => setFilters({ role: role ?? undefined })}
              clearable
              clearButtonProps={{ 'aria-label': t('people.clear') }}
            />
          </>
        }
        empty={
          <EmptyState
            title={t('people.none')}
            action={
              <Group>
                <Button variant="default" onClick={() => setFilters({ cherche: '', role: '' })}>
                  {t('people.clear')}
                </Button>
              </Group>
            }
          >
            {t('people.noneHint')}
          </EmptyState>
        }
      />
      <AccountForm opened={adding} onClose={() => setAdding(false)} />
      <PersonDrawer account={opened} onClose={() => setFilters({ personne: undefined })} />
    </>
  );
}

function said(filters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}
