import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useLanguage, writeAmount } from '../../../i18n/format';
import classes from './person-page.module.css';
import { words } from './texts';

/** What a person holds today, with the way to the movements; the certificate where there is something to certify. */
export function SharesHeld({ person }: { readonly person: Schema<'OnePersonView'> }) {
  const t = words.use();
  const language = useLanguage();
  const holders = api.useQuery('get', '/api/capital/holders');
  const own = holders.data?.items.find(({ personId }) => personId === person.id);
  const holding = own
    ? t('one.holding', {
        shares: own.holdings.map(({ quantity, classCode }) => `${quantity} ${classCode}`).join(' + '),
        amount: writeAmount(own.subscribed, language),
      })
    : t('one.holdsNone');
  return (
    <>
      <dl className={classes.facts} style={{ marginTop: 'var(--mantine-spacing-sm)' }}>
        <div>
          <dt>{t('one.held')}</dt>
          <dd>{holders.data ? holding : ' '}</dd>
        </div>
      </dl>
      <Group gap="md" mt="xs" data-print="hide">
        <Anchor
          component={Link}
          to={`/gestion/capital/mouvements?recherche=${encodeURIComponent(person.fullName)}`}
          size="sm"
        >
          {t('one.shares')}
        </Anchor>
        {own && (
          <Anchor href={`/api/persons/${person.id}/share-certificate`} target="_blank" size="sm">
            {t('one.certificate')}
          </Anchor>
        )}
      </Group>
    </>
  );
}
