import { Button, Group } from '@mantine/core';
import { IconMapOff, IconPlugConnectedX } from '@tabler/icons-react';
import { Link, useRouteError } from 'react-router';
import { texts } from '../i18n/texts';
import { EmptyState } from '../ui/empty-state';

const sentences = texts(
  'failed-page',
  {
    notFound: 'Cette page n’existe pas',
    notFoundDetail: 'L’adresse a peut-être changé, ou ce qu’elle montrait n’est pas à vous.',
    home: 'Revenir à l’accueil',
    failed: 'Cette page n’a pas pu s’afficher',
    failedDetail:
      'Rien n’a été modifié. Si une nouvelle version vient d’être installée, recharger la page suffit ; sinon, prévenez votre administrateur.',
    reload: 'Recharger la page',
  },
  {
    notFound: 'There is no such page',
    notFoundDetail: 'The address may have changed, or what it showed is not yours.',
    home: 'Back to the start',
    failed: 'This page could not be shown',
    failedDetail:
      'Nothing was changed. If a new version was just installed, reloading the page is enough; otherwise tell your administrator.',
    reload: 'Reload the page',
  },
);

export function NotFoundPage() {
  const t = sentences.use();
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('notFound')}
      action={
        <Button component={Link} to="/" variant="default">
          {t('home')}
        </Button>
      }
    >
      {t('notFoundDetail')}
    </EmptyState>
  );
}

/** What the person sees when a screen breaks: never a blank page. */
export function FailedPage() {
  const t = sentences.use();
  console.error(useRouteError());
  return (
    <EmptyState
      icon={IconPlugConnectedX}
      title={t('failed')}
      action={
        <Group>
          <Button onClick={() => location.reload()}>{t('reload')}</Button>
          <Button component={Link} to="/" variant="default">
            {t('home')}
          </Button>
        </Group>
      }
    >
      {t('failedDetail')}
    </EmptyState>
  );
}
