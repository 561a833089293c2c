import { Anchor, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowsExchange, IconHomeMove, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { useMay } from '../../../app/session/who';
import { useLanguage, writeAmount, writeDay } from '../../../i18n/format';
import { Loaded } from '../../../ui/loaded';
import { LoadingRows } from '../../../ui/loading';
import { Page } from '../../../ui/page';
import { AddLineDialogue } from './add-line-dialogue';
import { AgreementPicture } from './agreement-picture';
import { AmendmentDialogue } from './amendment-dialogue';
import type { AmendmentKind } from './amendment-form';
import { Amendments } from './amendments';
import { CarriageDialogue } from './carriage-dialogue';
import { ContractState } from './contract-state';
import { LineCard } from './line-card';
import { words } from './texts';

type Contract = Schema<'OneContractView'>;
type Line = Schema<'LineView'>;

/** What is open over the page. */
type Act =
  | { readonly name: 'amend'; readonly kind: AmendmentKind; readonly line: Line }
  | { readonly name: 'addLine' }
  | { readonly name: 'moveCarriage' };

export function ContractPage() {
  const t = words.use();
  const id = Number(useParams()['id']);
  const contract = api.useQuery(
    'get',
    '/api/contracts/{id}',
    { params: { path: { id } } },
    { enabled: id > 0 },
  );
  const above = [{ to: '/gestion/contrats', label: t('title') }];
  if (!(id > 0)) {
    return (
      <Page title={t('code')} above={above}>
        {t('one.notFound')}
      </Page>
    );
  }
  return (
    <Loaded
      query={contract}
      skeleton={
        <Page title={t('code')} above={above}>
          <LoadingRows rows={10} />
        </Page>
      }
    >
      {(data) => <ContractOf contract={data} />}
    </Loaded>
  );
}

function ContractOf({ contract }: { readonly contract: Contract }) {
  const t = words.use();
  const mayWrite = useMay('administrator');
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  return (
    <Page
      title={contract.title}
      above={[{ to: '/gestion/contrats', label: t('title') }]}
      lead={<Lead contract={contract} />}
      actions={<Links contract={contract} />}
    >
      <Stack gap="lg">
        <Card withBorder padding="md">
          <Group justify="space-between" mb="sm">
            <Title order={2}>{t('one.pictureTitle')}</Title>
            {mayWrite && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconArrowsExchange size={16} aria-hidden />}
                onClick={() => setAct({ name: 'moveCarriage' })}
                data-print="hide"
              >
                {t('one.moveCarriage')}
              </Button>
            )}
          </Group>
          <AgreementPicture contract={contract} />
        </Card>
        <section>
          <Group justify="space-between" mb="sm">
            <Title order={2}>{t('one.linesTitle')}</Title>
            {mayWrite && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setAct({ name: 'addLine' })}
                data-print="hide"
              >
                {t('one.addLine')}
              </Button>
            )}
          </Group>
          {contract.lines.length === 0 && <Text c="dimmed">{t('one.noLines')}</Text>}
          <Stack gap="sm">
            {contract.lines.map((line) => (
              <LineCard
                key={line.id}
                line={line}
                today={contract.asOf}
                mayWrite={mayWrite}
                onAct={(kind) => setAct({ name: 'amend', kind, line })}
              />
            ))}
          </Stack>
        </section>
        <section>
          <Title order={2} mb="sm">
            {t('one.historyTitle')}
          </Title>
          <Amendments contract={contract} />
        </section>
      </Stack>
      {act?.name === 'amend' && (
        <AmendmentDialogue kind={act.kind} line={act.line} today={contract.asOf} onClose={close} />
      )}
      {act?.name === 'addLine' && <AddLineDialogue contract={contract} onClose={close} />}
      {act?.name === 'moveCarriage' && <CarriageDialogue contract={contract} onClose={close} />}
    </Page>
  );
}

/** Who, what it comes to, and when it is next billed, in one line. */
function Lead({ contract }: { readonly contract: Contract }) {
  const t = words.use();
  const language = useLanguage();
  const { client, activity, code, purchaseOrder, today, asOf } = contract;
  const next =
    today.nextBillableOn === null
      ? t('one.noNext')
      : today.nextBillableOn <= asOf
        ? t('one.nextNow')
        : t('one.next', { day: writeDay(today.nextBillableOn, language) });
  return (
    <Group gap="xs" mt={4}>
      <ContractState of={today.state} />
      <Text span size="sm" ff="monospace">
        {code}
      </Text>
      <span aria-hidden>·</span>
      <Anchor component={Link} to={`/gestion/clients/${client.id}`} size="sm">
        {client.name}
      </Anchor>
      {[
        activity?.name,
        purchaseOrder,
        today.monthlyNet === '0.00'
          ? null
          : t('one.monthly', { net: writeAmount(today.monthlyNet, language) }),
        next,
      ].map(
        (part) =>
          part && (
            <Text key={part} span size="sm" c="dimmed">
              {`· ${part}`}
            </Text>
          ),
      )}
    </Group>
  );
}

function Links({ contract }: { readonly contract: Contract }) {
  const t = words.use();
  const mayMove = useMay('administrator');
  return (
    <>
      {mayMove && (
        <Button
          component={Link}
          variant="default"
          to={`/gestion/rapatriements/nouveau?contrat=${contract.id}`}
          leftSection={<IconHomeMove size={16} aria-hidden />}
        >
          {t('one.bringHome')}
        </Button>
      )}
      <Button component={Link} variant="default" to={`/gestion/couverture?contrat=${contract.id}`}>
        {t('one.coverage')}
      </Button>
      <Button component={Link} variant="default" to={`/gestion/factures?client=${contract.client.id}`}>
        {t('one.invoices')}
      </Button>
    </>
  );
}
