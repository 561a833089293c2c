import { Button, Paper, Skeleton, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { Amount } from '../../../ui/amount';
import { EmptyState } from '../../../ui/empty-state';
import { Loaded } from '../../../ui/loaded';
import { StateBadge, type Tone } from '../../../ui/state-badge';
import { PLACES } from '../drift/drift-kinds';
import classes from './dashboard.module.css';
import { address } from './links';
import { words } from './texts';

type Item = Schema<'AttentionView'>;

const TONES: Readonly<Record<Item['urgency'], Tone>> = { now: 'failed', soon: 'attention', watch: 'neutral' };

/** Where the one next act is done. */
function linkOf({ kind, run, issuer, need, drift, ids }: Item['action']): string {
  switch (kind) {
    case 'readRun':
      return `/gestion/campagnes/${run}`;
    case 'settleDeliveries':
      return address('/gestion/factures/envois', { besoin: need });
    case 'retryJobs':
      return '/gestion/reglages/travaux?etat=stuck';
    case 'proposeRun':
      return address('/gestion/campagnes/proposer', { emetteur: issuer });
    case 'readDrift':
      return address('/gestion/ecarts', { genre: drift && PLACES[drift] });
    case 'completeClients':
      return ids.length === 1 ? `/gestion/clients/${ids[0]}` : '/gestion/clients?completude=incompletes';
    case 'settleAwaitingCredits':
      return '/gestion/reprise/avoirs';
    case 'readBilledAhead':
      return '/gestion/reprise/avance';
    case 'clearScheduling':
      return '/gestion/reglages/programmation';
    case 'readProofs':
      return '/gestion/reglages/preuves';
    case 'readMemberAlerts':
      return '/gestion/societaires/echeances';
    case 'readWithdrawals':
      return '/gestion/capital/retraits';
    case 'allocatePayments':
      return '/gestion/encaissements?etat=unallocated';
    case 'readOverdueInvoices':
      return '/gestion/encaissements/nouveau';
    case 'readTransfer':
      return `/gestion/rapatriements/${ids[0]}`;
    case 'approveExpenses':
      return '/gestion/comptes/frais?etat=submitted';
  }
}

/** What does not go on without a person, most urgent first, each with its one next act. */
export function AttentionList() {
  const t = words.use();
  const query = api.useQuery('get', '/api/attention', {}, { refetchInterval: 60_000 });
  return (
    <Paper withBorder p={{ base: 'sm', sm: 'md' }} component="section" aria-labelledby="attention" mih={420}>
      <Title order={2} id="attention" mb={4}>
        {t('attention.title')}
      </Title>
      <Loaded query={query} skeleton={<Skeleton height={360} radius="sm" animate={false} />}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon={IconCircleCheck} title={t('attention.none')}>
              {t('attention.noneHint')}
            </EmptyState>
          ) : (
            <ul className={classes.items}>
              {items.map((item) => (
                <AttentionItem key={`${item.kind} ${item.urgency} ${linkOf(item.action)}`} item={item} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Paper>
  );
}

function AttentionItem({ item }: { readonly item: Item }) {
  const t = words.use();
  const language = useLanguage();
  const sentence = say(item.sentence, language);
  const act = t(`attention.act.${item.action.kind}`);
  return (
    <li className={classes.item}>
      <span>
        <StateBadge tone={TONES[item.urgency]}>{t(`attention.${item.urgency}`)}</StateBadge>
      </span>
      <Text size="sm">{sentence}</Text>
      <Text size="sm" fw={500} className={classes.net}>
        {item.net !== null && <Amount of={item.net} />}
      </Text>
      <Button
        component={Link}
        to={linkOf(item.action)}
        variant={item.urgency === 'now' ? 'light' : 'default'}
        size="xs"
        fullWidth
        aria-label={`${act} – ${sentence}`}
      >
        {act}
      </Button>
    </li>
  );
}
