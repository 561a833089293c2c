import type { SpotlightActionData, SpotlightActionGroupData } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconBuildingBank,
  IconBuildingStore,
  IconCoins,
  IconFileInvoice,
  IconFileText,
  IconHomeMove,
  IconListDetails,
  IconPlaylistAdd,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import { keepPreviousData } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useNavigate } from 'react-router';
import { api, type Schema } from '../../../api/api';
import { say, useLanguage } from '../../../i18n/format';
import { texts } from '../../../i18n/texts';
import type { Space } from '../spaces';

const sentences = texts(
  'found',
  {
    client: 'Clients',
    invoice: 'Factures',
    contract: 'Contrats',
    contractLine: 'Lignes de contrat',
    billingRun: 'Campagnes',
    person: 'Sociétaires et équipe',
    shareSubscription: 'Bulletins de souscription',
    contractTransfer: 'Rapatriements',
    payment: 'Encaissements',
    account: 'Comptes',
  },
  {
    client: 'Clients',
    invoice: 'Invoices',
    contract: 'Contracts',
    contractLine: 'Contract lines',
    billingRun: 'Runs',
    person: 'Associates and team',
    shareSubscription: 'Share subscriptions',
    contractTransfer: 'Transfers',
    payment: 'Payments',
    account: 'Accounts',
  },
);

type Found = Schema<'FoundView'>;

/** A pause in typing, after which the API is asked; short, since people wait for this one. */
const PAUSE_MS = 120;

const KINDS: Readonly<
  Record<Found['kind'], { icon: ComponentType<{ size?: number }>; link: (found: Found) => string }>
> = {
  client: { icon: IconBuildingStore, link: ({ id }) => `/gestion/clients/${id}` },
  invoice: { icon: IconFileInvoice, link: ({ id }) => `/gestion/factures/${id}` },
  contract: { icon: IconFileText, link: ({ id }) => `/gestion/contrats/${id}` },
  contractLine: {
    icon: IconListDetails,
    link: ({ parent, id }) => `/gestion/contrats/${parent}?ligne=${id}`,
  },
  billingRun: { icon: IconPlaylistAdd, link: ({ id }) => `/gestion/campagnes/${id}` },
  person: { icon: IconUsersGroup, link: ({ id }) => `/gestion/societaires/personnes/${id}` },
  shareSubscription: { icon: IconBuildingBank, link: ({ id }) => `/gestion/capital/bulletins/${id}` },
  contractTransfer: { icon: IconHomeMove, link: ({ id }) => `/gestion/rapatriements/${id}` },
  payment: { icon: IconCoins, link: ({ id }) => `/gestion/encaissements/${id}` },
  account: { icon: IconUser, link: ({ id }) => `/gestion/reglages/personnes?personne=${id}` },
};

/** What the API finds for the typed letters, in groups by kind; only where the space may ask it. */
export function useFound(
  typed: string,
  space: Space | undefined,
): { readonly groups: readonly SpotlightActionGroupData[]; readonly searching: boolean } {
  const t = sentences.use();
  const language = useLanguage();
  const navigate = useNavigate();
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  const asks = space?.to === '/gestion' && typed.length >= 2;
  const { data, isFetching, isPlaceholderData } = api.useQuery(
    'get',
    '/api/search',
    { params: { query: { q: asked } } },
    { enabled: asks && asked.length >= 2, placeholderData: keepPreviousData, staleTime: 30_000 },
  );
  const searching = asks && (isFetching || isPlaceholderData || asked !== typed);
  if (!asks || !data) return { groups: [], searching };
  const groups = (Object.keys(KINDS) as Found['kind'][]).flatMap((kind) => {
    const { icon: Icon, link } = KINDS[kind];
    const actions = data.results
      .filter((found) => found.kind === kind)
      .map((found): SpotlightActionData => ({
        id: `${kind}-${found.id}`,
        label: found.title,
        description: say(found.subtitle, language),
        leftSection: <Icon size={18} aria-hidden />,
        onClick: () => void navigate(link(found)),
      }));
    return actions.length > 0 ? [{ group: t(kind), actions }] : [];
  });
  return { groups, searching };
}
