import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconArrowForward, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { plain } from '../../i18n/plain';
import { texts } from '../../i18n/texts';
import { useWho } from '../session/who';
import { INNER_PAGES, innerPageTexts } from './inner-pages';
import { useFound } from './search/use-found';
import classes from './shell.module.css';
import { type Space, spaceTexts } from './spaces';

const sentences = texts(
  'palette',
  {
    name: 'Recherche',
    placeholder: 'Client, contrat, facture, page…',
    nothing:
      'Rien ne répond à « {{text}} ». Essayez trois lettres d’un nom, un code ou un numéro de facture.',
    short: 'Deux lettres suffisent pour commencer.',
    pages: 'Pages',
    searching: 'Recherche…',
  },
  {
    name: 'Search',
    placeholder: 'Client, contract, invoice, page…',
    nothing: 'Nothing answers to “{{text}}”. Try three letters of a name, a code or an invoice number.',
    short: 'Two letters are enough to begin.',
    pages: 'Pages',
    searching: 'Searching…',
  },
);

const [palette, { open }] = createSpotlight();

/** What the API found came after the letters were typed: it is chosen then, so that Enter opens it. */
function chooseFirst(): void {
  const list = document.getElementById(palette.getState().listId);
  list?.querySelector('[data-selected]')?.removeAttribute('data-selected');
  const first = list?.querySelector('[data-action]');
  first?.setAttribute('data-selected', 'true');
  palette.updateState((state) => ({ ...state, selected: first ? 0 : -1 }));
}

export { open as openPalette };

/** Ctrl K: every page, and whatever the API finds for the typed letters. */
export function Palette({ space }: { readonly space: Space | undefined }) {
  const t = sentences.use();
  const name = spaceTexts.use();
  const innerName = innerPageTexts.use();
  const { roles } = useWho();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const found = useFound(typed.trim(), space);
  const asked = plain(typed.trim());
  const places = (space?.groups ?? [])
    .flatMap((group) => group.places)
    .map(({ to, name: place, icon: Icon }) => ({ to, label: name(place), icon: <Icon size={18} /> }));
  // Too many to be listed before something is typed.
  const inner = INNER_PAGES.filter(
    (page) =>
      asked !== '' &&
      space !== undefined &&
      page.to.startsWith(`${space.to}/`) &&
      (page.roles ?? roles).some((role) => roles.includes(role)),
  ).map((page) => ({ to: page.to, label: innerName(page.name), icon: <IconArrowForward size={18} /> }));
  const pages: SpotlightActionData[] = [...places, ...inner]
    .filter(({ label }) => plain(label).includes(asked))
    .map(({ to, label, icon }) => ({
      id: to,
      label,
      leftSection: icon,
      onClick: () => void navigate(to),
    }));
  const actions: SpotlightActionGroupData[] = [
    ...found.groups,
    ...(pages.length > 0 ? [{ group: t('pages'), actions: pages }] : []),
  ];
  const nothing = found.searching
    ? t('searching')
    : typed.trim().length < 2
      ? t('short')
      : t('nothing', { text: typed });
  useEffect(() => setTyped(''), [space]);
  const answer = [...found.groups.flatMap((group) => group.actions), ...pages].map(({ id }) => id).join(' ');
  useEffect(() => {
    if (typed.trim()) chooseFirst();
  }, [answer, typed]);
  return (
    <Spotlight
      store={palette}
      shortcut={['mod + K']}
      // With a field in focus too: one searches from anywhere.
      tagsToIgnore={[]}
      query={typed}
      onQueryChange={setTyped}
      actions={actions}
      // The API has already chosen what answers.
      filter={(_query, all) => all}
      nothingFound={nothing}
      highlightQuery
      scrollable
      maxHeight={480}
      limit={60}
      transitionProps={{ duration: 0 }}
      classNames={{ action: classes.found }}
      attributes={{ content: { 'aria-label': t('name') } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('placeholder'),
        'aria-label': t('placeholder'),
      }}
    />
  );
}
