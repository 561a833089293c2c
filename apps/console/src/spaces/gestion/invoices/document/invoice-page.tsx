import { Anchor, Grid, Group, Stack } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { api } from '../../../../api/api';
import { NotFoundPage } from '../../../../app/failed-page';
import { useLanguage, writeDay } from '../../../../i18n/format';
import { Loaded } from '../../../../ui/loaded';
import { LoadingRows } from '../../../../ui/loading';
import { Page } from '../../../../ui/page';
import { StateBadge } from '../../../../ui/state-badge';
import { DELIVERY_TONES, type Invoice } from '../states';
import { InvoicePayments } from '../../payments/invoice-payments';
import { words } from '../texts';
import { standingTexts } from '../../../../ui/invoice-standing/standing-badge';
import { InvoiceActs } from './invoice-acts';
import { InvoiceAmounts } from './invoice-amounts';
import { InvoiceDocument } from './invoice-document';
import { InvoiceLines } from './invoice-lines';
import { InvoiceParties } from './invoice-parties';
import { InvoiceProof } from './invoice-proof';
import { InvoiceTimeline } from './invoice-timeline';
import { Section } from './section';

/** One document: its facts on the left, the PDF that the client has on the right. */
export function InvoicePage() {
  const t = words.use();
  const { id = '' } = useParams();
  const isNumber = /^[1-9]\d{0,14}$/.test(id);
  const query = api.useQuery(
    'get',
    '/api/invoices/{id}',
    { params: { path: { id: Number(id) } } },
    { enabled: isNumber },
  );
  if (!isNumber) return <NotFoundPage />;
  return (
    <Page
      title={query.data?.number ?? t('title')}
      lead={query.data ? <Lead invoice={query.data} /> : '\u00a0'}
      above={[{ to: '/gestion/factures', label: t('title') }]}
      actions={query.data && <InvoiceActs invoice={query.data} />}
    >
      <Loaded query={query} skeleton={<LoadingRows rows={14} height={32} />}>
        {(invoice) => (
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 7 }} order={{ base: 2, lg: 1 }}>
              <Stack gap="lg">
                <InvoiceAmounts invoice={invoice} />
                <Payments invoice={invoice} />
                <InvoiceLines invoice={invoice} />
                <InvoiceTimeline invoice={invoice.id} />
                <InvoiceParties invoice={invoice} />
                <InvoiceProof invoice={invoice} />
              </Stack>
            </Grid.Col>
            <Grid.Col
              span={{ base: 12, lg: 5 }}
              order={{ base: invoice.foreignOrigin ? 3 : 1, lg: 2 }}
              data-print="hide"
            >
              <InvoiceDocument invoice={invoice} />
            </Grid.Col>
          </Grid>
        )}
      </Loaded>
    </Page>
  );
}

function Payments({ invoice }: { readonly invoice: Invoice }) {
  const t = standingTexts.use();
  return (
    <Section title={t('title')}>
      <InvoicePayments invoice={invoice} />
    </Section>
  );
}

function Lead({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const language = useLanguage();
  const { type, issuedOn, client, delivery, foreignOrigin } = invoice;
  return (
    <Group gap="xs">
      <span>
        {t('one.lead', { type: t(`types.${type}`), day: writeDay(issuedOn, language) })}{' '}
        <Anchor component={Link} underline="always" to={`/gestion/clients/${client.id}`} inherit>
          {client.name}
        </Anchor>
        {foreignOrigin && `, ${t('one.imported')}`}
      </span>
      <StateBadge tone={DELIVERY_TONES[delivery]}>{t(`states.${delivery}`)}</StateBadge>
    </Group>
  );
}
