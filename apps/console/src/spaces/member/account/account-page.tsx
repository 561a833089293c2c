import { Button, Select, Stack } from '@mantine/core';
import { IconPercentage, IconReceipt, IconReportMoney } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage } from '../../../i18n/format';
import { AccountView } from '../../../ui/activity-account/account-view';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { useFilters } from '../../../ui/use-filters';
import { words } from './texts';

/** The account of one's own activity; of one of them, where there are several. */
export function AccountPage() {
  const t = words.use();
  const accounts = api.useQuery('get', '/api/my/activity-account');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <>
          <Button
            component={Link}
            to="/activite/contributions"
            variant="default"
            leftSection={<IconPercentage size={16} aria-hidden />}
          >
            {t('contributions')}
          </Button>
          <Button
            component={Link}
            to="/activite/frais"
            variant="default"
            leftSection={<IconReceipt size={16} aria-hidden />}
          >
            {t('expenses')}
          </Button>
        </>
      }
    >
      <Loaded query={accounts}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconReportMoney} title={t('none')}>
              {t('noneDetail')}
            </EmptyState>
          ) : (
            <OwnAccounts items={items} />
          )
        }
      </Loaded>
    </Page>
  );
}

function OwnAccounts({ items }: { readonly items: readonly Schema<'ActivityAccountRowView'>[] }) {
  const t = words.use();
  const [{ activite }, choose] = useFilters({ activite: '' });
  const chosen = items.find(({ activity }) => activity.code === activite) ?? items[0]!;
  return (
    <Stack gap="md">
      {items.length > 1 && (
        <Select
          w={280}
          allowDeselect={false}
          label={t('activity')}
          data={items.map(({ activity }) => ({ value: activity.code, label: activity.name }))}
          value={chosen.activity.code}
          onChange={(code) => choose({ activite: code })}
        />
      )}
      <OwnAccount key={chosen.activity.id} activity={chosen.activity.id} />
    </Stack>
  );
}

function OwnAccount({ activity }: { readonly activity: number }) {
  const language = useLanguage();
  const account = api.useQuery('get', '/api/my/activity-account/{activity}/months', {
    params: { path: { activity } },
  });
  return (
    <Loaded query={account}>
      {(data) => (
        <AccountView
          account={data}
          statementAt={(month) =>
            `/api/my/activity-account/${activity}/statements/${month}?language=${language}`
          }
        />
      )}
    </Loaded>
  );
}
