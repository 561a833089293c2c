import { AppShell, Box, Burger, Group, NavLink, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { texts } from '../../i18n/texts';
import { ProblemNotice } from '../../ui/problem-notice';
import { NotFoundPage } from '../failed-page';
import { OpeningPage } from '../opening-page';
import { type Session, useSession } from '../session/session';
import { SessionEnded } from '../session/session-ended';
import { WhoProvider } from '../session/who';
import { AccountMenu } from './account-menu';
import { KeyboardHelp, useKeyboard } from './keyboard';
import { openPalette, Palette } from './palette';
import classes from './shell.module.css';
import { placeAt, type Space, spaceAt, spacesOf, spaceTexts } from './spaces';
import { SpaceSwitch } from './space-switch';
import { Tour, useTour } from './tour';

const sentences = texts(
  'shell',
  {
    skip: 'Aller au contenu',
    menu: 'Ouvrir ou fermer le menu',
    navigation: 'Navigation',
    search: 'Rechercher partout',
    keys: 'Ctrl K',
  },
  {
    skip: 'Skip to content',
    menu: 'Open or close the menu',
    navigation: 'Navigation',
    search: 'Search everything',
    keys: 'Ctrl K',
  },
);

/** Around every page of the signed-in person: header, navigation, search, help. */
export function Shell() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.isSignedOut) return <Navigate to="/connexion" state={{ from: pathname + search }} replace />;
  if (session.data) return <ShellOf session={session.data} />;
  if (session.isError) {
    return (
      <Box p="xl" maw={640} mx="auto">
        <ProblemNotice error={session.error} onRetry={() => void session.refetch()} />
      </Box>
    );
  }
  return <OpeningPage />;
}

function ShellOf({ session }: { readonly session: Session }) {
  const t = sentences.use();
  const { pathname } = useLocation();
  const [menuOpened, menu] = useDisclosure(false);
  const [helpOpened, help] = useDisclosure(false);
  const spaces = spacesOf(session.roles);
  const space = spaceAt(pathname);
  // A space of others answers as if it did not exist.
  const isOpen = space === undefined || spaces.includes(space);
  const own = space && isOpen ? space : spaces[0];
  const tour = useTour(own);
  const main = useRef<HTMLElement>(null);
  useKeyboard(own, help.open);
  useEffect(() => {
    menu.close();
    // A new page is read from its beginning, on the screen and aloud.
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <WhoProvider value={session}>
      <a href="#contenu" className={classes.skip} data-print="hide">
        {t('skip')}
      </a>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 224, breakpoint: 'md', collapsed: { mobile: !menuOpened } }}
        transitionDuration={0}
      >
        <AppShell.Header className={classes.header}>
          <Group h="100%" px="md" gap="sm" wrap="nowrap">
            <Burger
              hiddenFrom="md"
              size="sm"
              opened={menuOpened}
              onClick={menu.toggle}
              aria-label={t('menu')}
            />
            <Link to="/" className={classes.brand} aria-label="Intendance">
              <img src="/icon.svg" alt="" width={26} height={26} />
              <Text component="span" fw={600} visibleFrom="sm">
                Intendance
              </Text>
            </Link>
            <Box visibleFrom="md">
              <SpaceSwitch spaces={spaces} current={own} />
            </Box>
            <UnstyledButton className={classes.search} onClick={openPalette} data-tour="search">
              <IconSearch size={16} aria-hidden />
              <span>{t('search')}</span>
              <kbd className={classes.keys}>{t('keys')}</kbd>
            </UnstyledButton>
            <AccountMenu session={session} onHelp={help.open} onTour={tour.start} />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar
          p="xs"
          className={classes.navigation}
          aria-label={t('navigation')}
          data-tour="navigation"
        >
          <Box hiddenFrom="md" mb="sm">
            <SpaceSwitch spaces={spaces} current={own} />
          </Box>
          {own && <Navigation space={own} path={pathname} />}
        </AppShell.Navbar>
        <AppShell.Main id="contenu" ref={main} tabIndex={-1} className={classes.main}>
          {isOpen ? <Outlet /> : <NotFoundPage />}
        </AppShell.Main>
      </AppShell>
      <Palette space={own} />
      <KeyboardHelp space={own} opened={helpOpened} onClose={help.close} />
      <Tour {...tour} />
      <SessionEnded session={session} />
    </WhoProvider>
  );
}

function Navigation({ space, path }: { readonly space: Space; readonly path: string }) {
  const t = spaceTexts.use();
  const current = placeAt(space, path);
  return space.groups.map(({ name, places }) => (
    <Box key={name ?? 'first'} mb="sm">
      {name && (
        <Text size="xs" fw={600} c="dimmed" px="sm" pb={2}>
          {t(name)}
        </Text>
      )}
      {places.map((place) => (
        <NavLink
          key={place.to}
          component={Link}
          to={place.to}
          label={t(place.name)}
          leftSection={<place.icon size={18} aria-hidden />}
          active={place === current}
          aria-current={place === current ? 'page' : undefined}
          className={classes.link}
        />
      ))}
    </Box>
  ));
}
