import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage } from '../../../i18n/format';
import { AccountView } from '../../../ui/activity-account/account-view';
import { Loaded } from '../../../ui/loaded';
import { Page } from '../../../ui/page';
import { OpeningDialogue } from './opening-dialogue';
import { words } from './texts';

/** One activity, month by month, as its entrepreneur sees it too. */
export function AccountPage() {
  const t = words.use();
  const language = useLanguage();
  const activity = Number(useParams()['activity']);
  const mayWrite = useMay('administrator', 'accountant');
  const [opens, setOpens] = useState(false);
  const account = api.useQuery('get', '/api/activity-accounts/{activity}/months', {
    params: { path: { activity } },
  });
  const { data } = account;
  return (
    <Page
      title={data?.activity.name ?? t('title')}
      lead={
        data &&
        t('account.of', { code: data.activity.code, who: data.entrepreneur?.name ?? t('account.nobody') })
      }
      above={[{ to: '/gestion/comptes', label: t('title') }]}
      actions={
        <>
          <Button component={Link} variant="default" to={`/gestion/comptes/charges?activite=${activity}`}>
            {t('account.costs')}
          </Button>
          <Button
            component={Link}
            variant="default"
            to={`/gestion/comptes/remunerations?activite=${activity}`}
          >
            {t('account.pay')}
          </Button>
          {mayWrite && data && (
            <Button variant="default" onClick={() => setOpens(true)}>
              {t('account.open')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={account}>
        {(found) => (
          <AccountView
            account={found}
            statementAt={(month) =>
              `/api/activity-accounts/${activity}/statements/${month}?language=${language}`
            }
          />
        )}
      </Loaded>
      {opens && data && (
        <OpeningDialogue
          activity={activity}
          opening={data.opening}
          onDone={() => void account.refetch()}
          onClose={() => setOpens(false)}
        />
      )}
    </Page>
  );
}
